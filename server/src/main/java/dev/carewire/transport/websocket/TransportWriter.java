package dev.carewire.transport.websocket;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.OfferResult;

/** Writes a session's frames to its current transport. Owned by the session's loop. */
public interface TransportWriter {

    /** Like {@code Connection.offer}. */
    OfferResult offer(MessageFrame frame);

    /**
     * Most pending bytes of frames for one client only, such as answers, which no log keeps. It is far above the send
     * window, which every slow client fills.
     */
    static int maxBeyondWindow(int sendWindow) {
        return Math.max(MIN_BEYOND_WINDOW_BYTES, 2 * sendWindow);
    }

    /** Most pending bytes of answers for one client, unless twice the send window is more. */
    int MIN_BEYOND_WINDOW_BYTES = 2 << 20;

    /** Accepts a frame beyond the send window, up to {@link #maxBeyondWindow}. */
    OfferResult offerBeyondWindow(MessageFrame frame);

    /** Like {@code Connection.flush}. */
    void flush();

    /** Sends the client the reason, as far as the transport supports it, and releases all pending frames. */
    void close(CloseReason reason);

    /**
     * Ends the transport as a crash of the server does, after which every published client reconnects. A Java client
     * ignores a close frame until its next ping is due. A Python client takes a CLOSE packet over polling as final.
     * Releases all pending frames.
     */
    void abort();

    /** The client has left: ends its open requests and releases all pending frames. */
    void end();

    /** The session has ended: releases all pending frames without sending anything. */
    void discard();
}
