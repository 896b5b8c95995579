package dev.carewire.cluster;

import dev.carewire.event.Event;
import dev.carewire.log.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the outbox short: removes delivered events in batches and delivers those that a crash left. Runs on its own
 * thread from {@link #start} to {@link #close}.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Most events in one batch. */
    static final int BATCH = 500;

    private final Outbox outbox;
    private final EventLog events;
    private final Clock clock;
    private final Duration interval;
    private final Duration orphanedAfter;
    private final ConcurrentLinkedQueue<UUID> delivered = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService executor;

    /**
     * A relay that is idle until started.
     *
     * @param interval time between sweeps, 10 ms to 1 min
     * @param orphanedAfter the age from which a present event counts as left by a crash; longer than any transaction
     */
    public OutboxRelay(Outbox outbox, EventLog events, Clock clock, Duration interval, Duration orphanedAfter) {
        if (interval.toMillis() < 10 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: 10 ms..1 min)");
        }
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
        this.interval = interval;
        this.orphanedAfter = orphanedAfter;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread relay = new Thread(task, "carewire-outbox");
            relay.setDaemon(true);
            return relay;
        });
    }

    /** Starts the periodic sweeps. */
    public void start() {
        executor.scheduleWithFixedDelay(this::sweep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Marks an event as delivered. Any thread; never blocks. */
    public void markDelivered(UUID id) {
        delivered.add(id);
    }

    /** Removes delivered events, then delivers orphaned ones. A failure is logged and retried at the next sweep. */
    void sweep() {
        try {
            removeDelivered();
            int moved;
            do {
                moved = outbox.relay(clock.instant().minus(orphanedAfter), BATCH, this::deliver);
            } while (moved == BATCH);
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("outbox out of reach, trying again");
        }
    }

    private void removeDelivered() {
        while (!delivered.isEmpty()) {
            List<UUID> batch = new ArrayList<>();
            for (UUID id = delivered.poll(); id != null; id = batch.size() < BATCH ? delivered.poll() : null) {
                batch.add(id);
            }
            try {
                outbox.remove(batch);
            } catch (RuntimeException outOfReach) {
                delivered.addAll(batch);
                throw outOfReach;
            }
        }
    }

    private void deliver(List<Event<?>> orphans) {
        orphans.forEach(events::append);
        log.atInfo().addKeyValue("events", orphans.size()).log("delivered events that were left in the outbox");
    }

    /** Removes delivered events and stops. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
            removeDelivered();
        } catch (InterruptedException interrupted) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        } catch (RuntimeException outOfReach) {
            log.atWarn()
                    .setCause(outOfReach)
                    .log("outbox not tidied; its events are delivered again after the next start");
        }
    }
}
