package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives what the clients of a {@link Swarm} receive. */
interface ClientListener {

    /** Ignores everything. */
    ClientListener NONE = new ClientListener() {
        @Override
        public void onEvent(Client client) {}

        @Override
        public void onAck(Client client) {}
    };

    /** The client received the measured event, which {@link Client#events()} already counts. */
    void onEvent(Client client);

    /** The same, with the event's packet between {@code from} and {@code end}, possibly still compressed. */
    default void onEvent(Client client, ByteBuffer in, int from, int end) {
        onEvent(client);
    }

    /** The client received an ack. */
    void onAck(Client client);

    /** The server closed the client's WebSocket. */
    default void onClosed(Client client, String reason) throws IOException {
        throw client.failure("closed by the server: " + reason);
    }
}
