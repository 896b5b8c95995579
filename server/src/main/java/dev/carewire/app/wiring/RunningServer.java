package dev.carewire.app.wiring;

/** A server that accepts connections. Any thread. */
public interface RunningServer extends AutoCloseable {

    /** The port it listens on, whatever was configured. */
    int port();

    /** Stops gracefully: no new connections, clients told, running commands finished. Blocks; repeated calls do nothing. */
    @Override
    void close();
}
