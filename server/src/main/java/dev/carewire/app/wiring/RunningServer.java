package dev.carewire.app.wiring;

/** A server that accepts connections. Any thread. */
public interface RunningServer extends AutoCloseable {

    /** The port it listens on, regardless of the configuration. */
    int port();

    /** Blocks until the server must not continue, and returns the reason; usually that never happens. */
    String awaitFailure() throws InterruptedException;

    /**
     * Stops gracefully: rejects new connections, notifies clients, and finishes running commands. Blocks; repeated
     * calls do nothing.
     */
    @Override
    void close();
}
