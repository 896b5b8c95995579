package dev.carewire.hub;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The outbound side of one client, as the hub sees it. A session keeps its connection while the transport below may
 * change from polling to WebSocket.
 */
public interface Connection {

    /**
     * The single thread that owns this connection for its whole life. Compared by identity: one task serves all
     * sessions of the same loop.
     */
    Executor loop();

    /** Runs tasks on the {@link #loop()} after its next round of I/O. Use on the loop only. */
    default Executor loopAfterIo() {
        return loop();
    }

    /**
     * Accepts an event's frame for sending, unless the client's send window is full. Once the window has room again,
     * the connection calls {@link Hub#catchUp}.
     *
     * <p>The bytes leave at the next {@link #flush()}. Only on the {@link #loop()}; never blocks, never throws for a
     * closed peer. Retains the frame if it keeps it.
     */
    OfferResult offer(Frame frame);

    /**
     * Sends a frame for this client only, such as an answer, even beyond the send window. A client that lets such
     * frames pile up is closed. Only on the {@link #loop()}.
     */
    void send(Frame frame);

    /** Writes the offered frames to the network. Only on the {@link #loop()}. */
    void flush();

    /**
     * Sends the client the notice that its session has ended, so that it does not reconnect by itself, and ends it. The transport stays
     * open where the protocol allows. Any thread; repeated calls do nothing.
     */
    default void disconnect() {
        close(CloseReason.DISCONNECTED);
    }

    /**
     * Pings the client, and closes the connection as {@link CloseReason#PING_TIMEOUT} if the client does not answer. A client that the
     * server cannot ping now is gone if it was silent for longer than its ping interval and {@code timeout}. Any thread; never blocks.
     *
     * @param timeout how long the client may take to answer
     * @return completes, never exceptionally, when the client has answered or the connection is closed; at once by default, for a
     *     connection without heartbeats
     */
    default CompletionStage<Void> closeIfSilent(Duration timeout) {
        return CompletableFuture.completedStage(null);
    }

    /** Sends the client the reason and closes. Any thread; repeated calls do nothing. */
    void close(CloseReason reason);
}
