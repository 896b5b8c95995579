package dev.carewire.demo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Is told what the clients of a {@link Swarm} receive. */
interface Watcher {

    /** Takes no notice. */
    Watcher NOBODY = new Watcher() {
        @Override
        public void event(Client client) {}

        @Override
        public void acknowledged(Client client) {}
    };

    /** The client got the event that is measured; {@link Client#events()} counts it already. */
    void event(Client client);

    /** The same, with the event's packet between {@code from} and {@code end}; as it came, if that was compressed. */
    default void event(Client client, ByteBuffer in, int from, int end) {
        event(client);
    }

    /** The client got an ack. */
    void acknowledged(Client client);

    /** The server has closed the client's WebSocket. */
    default void closed(Client client, String reason) throws IOException {
        throw client.failure("closed by the server: " + reason);
    }
}
