package dev.carewire.transport.websocket;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.OfferResult;

/** The way out of a session over its current transport. Owned by the session's loop. */
public interface TransportWriter {

    /** As {@code Connection.offer}. */
    OfferResult offer(MessageFrame frame);

    /**
     * Bytes that may wait for a client if they are its own: answers, which no log keeps. Far more than the send window, which is
     * held by every client that reads slowly.
     */
    static int maxBeyondWindow(int sendWindow) {
        return Math.max(MIN_BEYOND_WINDOW_BYTES, 2 * sendWindow);
    }

    /** Bytes of answers that may wait for one client, unless twice the send window is more. */
    int MIN_BEYOND_WINDOW_BYTES = 2 << 20;

    /** Accepts a frame beyond the send window, up to {@link #maxBeyondWindow}. */
    OfferResult offerBeyondWindow(MessageFrame frame);

    /** As {@code Connection.flush}. */
    void flush();

    /** Tells the client, as far as the transport has words for it, and lets go of everything that waits. */
    void close(CloseReason reason);

    /** The client has taken its leave: ends what it left open and lets go of everything that waits. */
    void end();

    /** The session is over: lets go of everything that waits, without a word. */
    void discard();
}
