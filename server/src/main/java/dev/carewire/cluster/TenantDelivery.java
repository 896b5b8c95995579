package dev.carewire.cluster;

import dev.carewire.event.Event;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The delivery of one tenant's log: the next event at once, a later one when those before it have arrived. Any thread. Lock: this object, held
 * during deliveries.
 */
final class TenantDelivery {

    /** Most events that wait for others. Those beyond are read from the log. */
    private static final int MAX_WAITING = 1_000;

    private final TenantId tenant;
    private final LogDelivery.Subscriber subscriber;

    /** Events that arrived before their turn, by number. */
    private final TreeMap<Long, LoggedEvent> waiting = new TreeMap<>();

    /** Actions by the number of the event that they follow. */
    private final TreeMap<Long, List<Runnable>> actions = new TreeMap<>();

    private final Clock clock;
    private final LogPosition opened;
    private boolean announced;
    private int waitingVolatile;
    private long delivered;

    /** The largest number that is known to be committed. */
    private long known;

    /** When this node fell behind; empty while it is not. */
    private Optional<Instant> behindSince = Optional.empty();

    /** @param opened the newest event that needs no delivery */
    TenantDelivery(TenantId tenant, LogPosition opened, LogDelivery.Subscriber subscriber, Clock clock) {
        this.tenant = tenant;
        this.opened = opened;
        this.delivered = opened.seq();
        this.known = opened.seq();
        this.subscriber = subscriber;
        this.clock = clock;
    }

    /** Announces the begin to the subscriber, once. */
    synchronized void open() {
        if (!announced) {
            announced = true;
            subscriber.onOpened(tenant, opened);
        }
    }

    LogPosition opened() {
        return opened;
    }

    /** Delivers an event when it is the next; before its turn, it waits. Ignores one that was delivered. */
    synchronized void offer(LoggedEvent event) {
        open();
        long seq = event.position().seq();
        if (seq <= delivered) {
            return;
        }
        known = Math.max(known, seq);
        if (seq == delivered + 1) {
            deliver(event);
            drain();
            noteProgress();
            return;
        }
        noteBehind();
        if (waiting.size() < MAX_WAITING) {
            waiting.put(seq, event);
        }
    }

    /** Delivers the event that the log has next. If numbers before it are missing there, or it is not readable, skips them. */
    synchronized void offerStored(StoredEvent stored) {
        open();
        long seq = stored.position().seq();
        if (seq > delivered + 1) {
            skipTo(new LogPosition(stored.position().epoch(), seq - 1));
        }
        if (seq == delivered + 1) {
            Optional<Event<?>> event = stored.event();
            if (event.isPresent()) {
                offer(new LoggedEvent(stored.position(), event.get()));
            } else {
                skipTo(stored.position());
            }
        }
    }

    /** Gives up the events up to a position: the log has none of them. */
    synchronized void skipTo(LogPosition position) {
        open();
        if (position.seq() <= delivered) {
            return;
        }
        waiting.headMap(position.seq(), true).clear();
        delivered = position.seq();
        known = Math.max(known, delivered);
        subscriber.onSkipped(tenant, position);
        runDue();
        drain();
        noteProgress();
    }

    /**
     * Runs an action after the delivery of an event.
     *
     * @param after number of the event; the newest that is known to be committed if empty
     */
    synchronized void runAfter(Optional<Long> after, Runnable action) {
        long seq = after.orElse(known);
        if (seq <= delivered) {
            action.run();
        } else {
            actions.computeIfAbsent(seq, number -> new ArrayList<>()).add(action);
        }
    }

    /**
     * Delivers a volatile event after a logged one. Drops it while too many wait.
     *
     * @param after number of the logged event; the newest that is known to be committed if empty
     */
    synchronized void offerVolatile(Optional<Long> after, Event<?> event) {
        long seq = after.orElse(known);
        if (seq <= delivered) {
            subscriber.onVolatile(event);
        } else if (waitingVolatile < MAX_WAITING) {
            waitingVolatile++;
            runAfter(Optional.of(seq), () -> {
                waitingVolatile--;
                subscriber.onVolatile(event);
            });
        }
    }

    /** The log has events up to this number. */
    synchronized void learn(long head) {
        known = Math.max(known, head);
        noteBehind();
    }

    private void noteBehind() {
        if (isBehind() && behindSince.isEmpty()) {
            behindSince = Optional.of(clock.instant());
        }
    }

    private void noteProgress() {
        if (!isBehind()) {
            behindSince = Optional.empty();
        }
    }

    /** Since when events have been known to be committed without being delivered. */
    synchronized Optional<Instant> behindSince() {
        return behindSince;
    }

    /** Whether events are known to be committed that this node has not delivered. */
    synchronized boolean isBehind() {
        return known > delivered;
    }

    synchronized long delivered() {
        return delivered;
    }

    /** The number of events that are known to be committed and not delivered. */
    synchronized long behind() {
        return known - delivered;
    }

    private void deliver(LoggedEvent event) {
        delivered = event.position().seq();
        subscriber.onLogged(event);
        runDue();
    }

    private void drain() {
        for (LoggedEvent next = waiting.remove(delivered + 1); next != null; next = waiting.remove(delivered + 1)) {
            deliver(next);
        }
    }

    private void runDue() {
        while (!actions.isEmpty() && actions.firstKey() <= delivered) {
            actions.pollFirstEntry().getValue().forEach(Runnable::run);
        }
    }
}
