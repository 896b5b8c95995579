package dev.carewire.cluster;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.DeliveredPositions;
import dev.carewire.log.EventLog;
import dev.carewire.log.EventLog.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records how far this node has delivered, and finds what an earlier process of the node has left after a crash. One thread at a time; blocks.
 */
public final class DeliveryRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRecorder.class);

    private final EventLog events;
    private final DeliveredPositions positions;
    private final Supplier<Map<TenantId, Long>> delivered;
    private final Clock clock;
    private final Duration patience;
    private final Map<TenantId, Long> recorded = new HashMap<>();

    /** Tenants for whose sessions an earlier process has left events. */
    private Set<TenantId> left = Set.of();

    private Instant leftUntil = Instant.MIN;

    /**
     * A recorder.
     *
     * @param delivered the newest delivered number of each tenant
     * @param patience how long sessions receive what an earlier process has left. A crash in that time leaves it again
     */
    public DeliveryRecorder(
            EventLog events,
            DeliveredPositions positions,
            Supplier<Map<TenantId, Long>> delivered,
            Clock clock,
            Duration patience) {
        this.events = events;
        this.positions = positions;
        this.delivered = delivered;
        this.clock = clock;
        this.patience = patience;
    }

    /** Receives an event that sessions may have missed. */
    @FunctionalInterface
    public interface LeftEvents {

        /**
         * Receives one event.
         *
         * @param size of its stored form, in characters
         */
        void accept(Event<?> event, int size);
    }

    /**
     * Passes on the events that an earlier process may not have delivered, in the order of each tenant. Call it once, before this process
     * publishes events and before clients connect.
     *
     * @throws RuntimeException if the database is away
     */
    public void findLeft(LeftEvents receiver) {
        Map<TenantId, Long> behind = positions.behind();
        int total = 0;
        for (Map.Entry<TenantId, Long> tenant : behind.entrySet()) {
            long after = tenant.getValue();
            List<StoredEvent> stored = events.read(tenant.getKey(), after);
            while (!stored.isEmpty()) {
                for (StoredEvent each : stored) {
                    each.event().ifPresent(event -> receiver.accept(event, each.size()));
                    after = each.position().seq();
                }
                total += stored.size();
                stored = events.read(tenant.getKey(), after);
            }
        }
        left = Set.copyOf(behind.keySet());
        leftUntil = clock.instant().plus(patience);
        if (total > 0) {
            log.atInfo()
                    .addKeyValue("events", total)
                    .log("found events that an earlier process may not have delivered");
        }
    }

    /** Records what was delivered since the last call. A failure is logged; the next call tries again. */
    public void record() {
        Map<TenantId, Long> changed = new HashMap<>(delivered.get());
        changed.entrySet().removeAll(recorded.entrySet());
        if (clock.instant().isBefore(leftUntil)) {
            changed.keySet().removeAll(left);
        }
        if (changed.isEmpty()) {
            return;
        }
        try {
            positions.record(changed);
            recorded.putAll(changed);
        } catch (RuntimeException away) {
            log.atWarn().setCause(away).log("delivered positions not recorded, trying again");
        }
    }

    /** Records the last deliveries, so that the next process finds nothing left. Call it when no more events are published. */
    @Override
    public void close() {
        record();
    }
}
