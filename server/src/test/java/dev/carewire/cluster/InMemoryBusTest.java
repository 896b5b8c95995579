package dev.carewire.cluster;

import org.junit.jupiter.api.AfterEach;

class InMemoryBusTest extends ClusterBusContract {

    private final InMemoryNetwork network = new InMemoryNetwork();

    @Override
    protected ClusterBus bus(NodeId self) {
        return network.bus(self);
    }

    @Override
    protected void interrupt() {
        network.interrupt();
    }

    @Override
    protected void restore() {
        network.restore();
    }

    @AfterEach
    void end() {
        network.close();
    }
}
