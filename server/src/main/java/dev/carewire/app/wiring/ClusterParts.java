package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.bus.PostgresBus;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.adapter.redis.RedisBus;
import dev.carewire.app.config.ClusterConfig;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.EventWire;
import dev.carewire.cluster.LogDelivery;
import dev.carewire.cluster.NodeId;
import dev.carewire.event.Event;
import dev.carewire.hub.Hub;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The connection of this node with the others of its cluster. A single node has none.
 *
 * @param bus empty for a single node
 */
record ClusterParts(Optional<ClusterBus> bus) implements AutoCloseable {

    static ClusterParts create(ClusterConfig config, Database database, Clock clock) {
        NodeId self = NodeId.random();
        return new ClusterParts(
                switch (config.mode()) {
                    case SINGLE -> Optional.empty();
                    case POSTGRES -> Optional.of(new PostgresBus(database, self));
                    case REDIS -> Optional.of(new RedisBus(config.redis().orElseThrow(), self, clock));
                });
    }

    /** Delivers the events of other nodes. */
    LogDelivery.TenantWire wire() {
        return bus.<LogDelivery.TenantWire>map(BusSubscriptions::new).orElse(LogDelivery.TenantWire.NONE);
    }

    /**
     * Begins to exchange events with other nodes. A single node delivers the events of all tenants. A node of a cluster delivers those of
     * the tenants with sessions here, and those of all tenants as soon as a session oversees them. Blocks.
     *
     * @return sends volatile events to the sessions of all nodes
     */
    Consumer<Event<?>> start(EventLog log, Hub hub, LogDelivery delivery) {
        if (bus.isEmpty()) {
            delivery.openAll();
            return hub::deliver;
        }
        EventWire events = new EventWire(bus.get(), new JsonEventCodec(), delivery);
        log.addListener(events);
        hub.whenOverseen(() -> {
            bus.get().subscribeToAllTenants();
            delivery.openAllSoon();
        });
        bus.get().start(events);
        return event -> {
            hub.deliver(event);
            events.sendVolatile(event);
        };
    }

    @Override
    public void close() {
        bus.ifPresent(ClusterBus::close);
    }

    /** The subscriptions of a bus. An interrupted bus delays no session: looks at the log find the events. */
    private record BusSubscriptions(ClusterBus bus) implements LogDelivery.TenantWire {

        @Override
        public CompletionStage<Void> subscribe(TenantId tenant) {
            CompletionStage<Void> subscribed = bus.subscribe(new BusTopic.OfTenant(tenant));
            return bus.isConnected() ? subscribed : CompletableFuture.completedStage(null);
        }

        @Override
        public void unsubscribe(TenantId tenant) {
            bus.unsubscribe(new BusTopic.OfTenant(tenant));
        }
    }
}
