package dev.carewire.messaging;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import java.time.Instant;
import java.util.Objects;

/**
 * A place in a member's list of threads, which stays where it is when threads get messages.
 *
 * @param activeAt of the latest message or the creation
 * @param threadId tells threads of the same moment apart
 */
public record ThreadCursor(Instant activeAt, String threadId) {

    /** Milliseconds, in this base, of any moment that {@link Fields#moment} lets through. */
    private static final int MAX_DIGITS = 9;

    public ThreadCursor {
        Objects.requireNonNull(activeAt, "activeAt");
        Objects.requireNonNull(threadId, "threadId");
    }

    /** The place of a thread. */
    static ThreadCursor of(MessageThread thread) {
        return new ThreadCursor(thread.lastMessageAt().orElse(thread.createdAt()), thread.id());
    }

    /**
     * The place that {@link #text} named.
     *
     * @throws RejectedException {@code INVALID} for any other text
     */
    static ThreadCursor parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > MAX_DIGITS || !Fields.isId(text.substring(dot + 1))) {
            throw invalid();
        }
        try {
            long millis = Long.parseLong(text.substring(0, dot), Character.MAX_RADIX);
            return new ThreadCursor(Fields.moment("before", Instant.ofEpochMilli(millis)), text.substring(dot + 1));
        } catch (NumberFormatException noNumber) {
            throw invalid();
        }
    }

    private static RejectedException invalid() {
        return RejectedException.invalid("before: invalid (expected: the nextCursor of a page)");
    }

    /** For clients. */
    String text() {
        return Long.toString(activeAt.toEpochMilli(), Character.MAX_RADIX) + "." + threadId;
    }
}
