package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Is told what the clients of a {@link Swarm} receive. */
interface ClientListener {

    /** Takes no notice. */
    ClientListener NONE = new ClientListener() {
        @Override
        public void onEvent(Client client) {}

        @Override
        public void onAck(Client client) {}
    };

    /** The client got the event that is measured; {@link Client#events()} counts it already. */
    void onEvent(Client client);

    /** The same, with the event's packet between {@code from} and {@code end}; as it came, if that was compressed. */
    default void onEvent(Client client, ByteBuffer in, int from, int end) {
        onEvent(client);
    }

    /** The client got an ack. */
    void onAck(Client client);

    /** The server has closed the client's WebSocket. */
    default void onClosed(Client client, String reason) throws IOException {
        throw client.failure("closed by the server: " + reason);
    }
}
