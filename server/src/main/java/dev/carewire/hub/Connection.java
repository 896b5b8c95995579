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

    /** Runs tasks on the {@link #loop()} once it has looked for input again. To be used on the loop. */
    default Executor loopAfterIo() {
        return loop();
    }

    /**
     * Accepts an event's frame for sending, unless the client's send window is full; once that has room again, the connection
     * tells the hub ({@link Hub#catchUp}). The bytes leave at the next {@link #flush()}. Only on the {@link #loop()}; never blocks,
     * never throws for a closed peer. Retains the frame if it keeps it.
     */
    OfferResult offer(Frame frame);

    /**
     * Sends a frame that is meant for this client alone, such as an answer: also beyond the send window, but a client that lets
     * these pile up is closed. Only on the {@link #loop()}.
     */
    void send(Frame frame);

    /** Sends what was offered. Only on the {@link #loop()}. */
    void flush();

    /** Tells the client why and closes. Any thread; repeated calls do nothing. */
    void close(CloseReason reason);
}
