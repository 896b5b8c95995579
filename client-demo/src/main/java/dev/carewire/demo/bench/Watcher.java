package dev.carewire.demo.bench;

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

    /** The client got an ack. */
    void acknowledged(Client client);
}
