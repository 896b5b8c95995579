package dev.carewire.hub;

import java.util.concurrent.Executor;

/**
 * One client's way out, as the hub sees it. A session keeps its connection while the transport below it may change (polling to
 * WebSocket).
 */
public interface Connection {

    /**
     * The single thread that owns this connection for its whole life. Compared by identity: sessions of the same loop are
     * served by one task.
     */
    Executor loop();

    /**
     * Accepts a frame for sending; the bytes leave at the next {@link #flush()}. Only on the {@link #loop()}; never blocks,
     * never throws for a closed peer. Retains the frame if it keeps it.
     */
    Offer offer(Frame frame);

    /** Sends what was offered. Only on the {@link #loop()}. */
    void flush();

    /** Tells the client why and closes. Any thread; repeated calls do nothing. */
    void close(CloseReason reason);
}
