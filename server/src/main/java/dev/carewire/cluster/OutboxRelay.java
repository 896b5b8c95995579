package dev.carewire.cluster;

import dev.carewire.event.Event;
import dev.carewire.log.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the outbox short: removes delivered events in batches and relays those that an earlier process left. Finds out
 * whether commits without an answer took effect. Runs on its own thread from {@link #start} to {@link #close}.
 */
public final class OutboxRelay implements StoredEventListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Most events in one batch. */
    static final int BATCH = 500;

    private final Outbox outbox;
    private final Outbox.Relay earlier;
    private final EventLog events;
    private final Clock clock;
    private final Duration interval;
    private final Duration patience;

    /** In the order of delivery, so that a crash never leaves an event in the outbox whose successor is gone. */
    private final ConcurrentLinkedDeque<UUID> delivered = new ConcurrentLinkedDeque<>();

    private final ConcurrentLinkedQueue<UnknownCommit> unknown = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService executor;

    /**
     * A relay that is idle until started.
     *
     * @param earlier receives what an earlier process left
     * @param events receives what turns out to be committed after its place was given up
     * @param interval time between sweeps, 10 ms to 1 min
     * @param patience how long a tenant's events wait for the outcome of a commit; longer than any transaction
     */
    public OutboxRelay(
            Outbox outbox, Outbox.Relay earlier, EventLog events, Clock clock, Duration interval, Duration patience) {
        if (interval.toMillis() < 10 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: 10 ms..1 min)");
        }
        this.outbox = outbox;
        this.earlier = earlier;
        this.events = events;
        this.clock = clock;
        this.interval = interval;
        this.patience = patience;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread relay = new Thread(task, "carewire-outbox");
            relay.setDaemon(true);
            return relay;
        });
    }

    /**
     * Relays what an earlier process left. Call it before any event is published and before clients connect. Blocks.
     *
     * @throws RuntimeException if the database is unreachable
     */
    public void relayEarlier() {
        int total = 0;
        int moved;
        do {
            moved = outbox.relay(BATCH, earlier);
            total += moved;
        } while (moved == BATCH);
        if (total > 0) {
            log.atInfo().addKeyValue("events", total).log("relayed events that an earlier process left in the outbox");
        }
    }

    /** Starts the periodic sweeps. */
    public void start() {
        executor.scheduleWithFixedDelay(this::sweep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onDelivered(UUID id) {
        delivered.add(id);
    }

    /** Starts a look-up at once; further ones follow with the sweeps. */
    @Override
    public void onCommitUnknown(Event<?> event, Outbox.TransactionEnd end) {
        unknown.add(new UnknownCommit(event, end, clock.instant().plus(patience)));
        try {
            executor.execute(this::sweep);
        } catch (RejectedExecutionException closed) {
            log.atInfo().log(
                    "a commit is not answered at shutdown; the next start delivers its events, if there are any");
        }
    }

    /** Removes delivered events, then looks up commits. A failure is logged and retried at the next sweep. */
    synchronized void sweep() {
        try {
            removeDelivered();
            resolveUnknown();
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("outbox out of reach, trying again");
        }
        releaseOverdue();
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
                Collections.reverse(batch);
                batch.forEach(delivered::addFirst);
                throw outOfReach;
            }
        }
    }

    private void resolveUnknown() {
        for (int left = unknown.size(); left > 0; left--) {
            UnknownCommit next = unknown.remove();
            try {
                settle(next, outbox.wasCommitted(next.event.id()));
            } catch (RuntimeException outOfReach) {
                // Behind the others: its transaction may be the only one that the database still has to end.
                unknown.add(next);
                throw outOfReach;
            }
        }
    }

    private void settle(UnknownCommit commit, boolean committed) {
        Optional<Outbox.TransactionEnd> waiting = commit.end;
        if (waiting.isPresent() && committed) {
            waiting.get().committed();
        } else if (waiting.isPresent()) {
            waiting.get().rolledBack();
        } else if (committed) {
            deliverLate(commit.event);
        }
    }

    /** A newer event of its record may have been delivered meanwhile, so a state is no longer sent; a fact is. */
    private void deliverLate(Event<?> event) {
        if (event.reportedRecord().isEmpty()) {
            events.append(event);
        } else {
            log.atWarn()
                    .addKeyValue("event", event.type().name())
                    .log("a commit was not answered for too long; its event is not sent, clients have to reload");
        }
        onDelivered(event.id());
    }

    private void releaseOverdue() {
        Instant now = clock.instant();
        for (UnknownCommit commit : unknown) {
            if (commit.end.isPresent() && !now.isBefore(commit.deadline)) {
                Outbox.TransactionEnd end = commit.end.get();
                commit.end = Optional.empty();
                end.rolledBack();
                log.atWarn()
                        .addKeyValue("event", commit.event.type().name())
                        .log("the outcome of a commit is not known yet, newer events no longer wait for it");
            }
        }
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

    /** A commit without an answer. Only the sweeping thread changes it. */
    private static final class UnknownCommit {
        private final Event<?> event;
        private final Instant deadline;

        /** Receives the outcome; empty once the tenant's other events no longer wait for it. */
        private Optional<Outbox.TransactionEnd> end;

        UnknownCommit(Event<?> event, Outbox.TransactionEnd end, Instant deadline) {
            this.event = event;
            this.end = Optional.of(end);
            this.deadline = deadline;
        }
    }
}
