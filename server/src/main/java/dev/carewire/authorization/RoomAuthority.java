package dev.carewire.authorization;

import java.util.concurrent.CompletionStage;

/** The clinic's own system, which knows who may be in which room. Any thread; no method blocks. */
public interface RoomAuthority {

    /** Its answer to a question. */
    enum Answer {
        ALLOWED,
        REFUSED,
        /** No answer in time, or none that can be understood. */
        NONE
    }

    /**
     * Asks a question. The caller bounds how many are asked at a time.
     *
     * @return never completes exceptionally; completes within the system's time-out, on a thread that may block
     */
    CompletionStage<Answer> ask(RoomQuestion question);
}
