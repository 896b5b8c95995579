package dev.carewire.transport.websocket;

/** Permits the owner of a WebSocket to bound messages that have not arrived completely. */
@FunctionalInterface
public interface UnfinishedMessage {

    /** Whether the message may continue. */
    enum Verdict {
        ACCEPTED,
        /** The WebSocket closes with status 1009. */
        TOO_LARGE
    }

    /** The WebSocket holds so many bytes of an unfinished message; 0: none. On the channel's loop. */
    Verdict hold(int bytes);
}
