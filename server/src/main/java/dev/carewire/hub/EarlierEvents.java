package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.ReportedRecord;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that an earlier process committed and may not have delivered. Sessions receive them, in their order, as they
 * join the rooms of these events. Once a record has a newer state, its event replaces the older ones. So no session
 * receives an older state behind a newer one.
 *
 * <p>Bounded in bytes and by age. Any thread. Lock: this object.
 */
final class EarlierEvents {

    /**
     * An event for joining sessions.
     *
     * @param seq its number in the log of this process; 0 for one of an earlier process
     */
    record Earlier(FanOut fanOut, long seq) {}

    private record Kept(Event<?> event, FanOut fanOut, long seq, int bytes) {}

    private static final Logger log = LoggerFactory.getLogger(EarlierEvents.class);

    private final long maxBytes;
    private final Duration maxAge;
    private final Map<TenantId, Deque<Kept>> byTenant = new HashMap<>();

    /** The tenants in the order in which their events were added: the first has the oldest. */
    private final Deque<TenantId> order = new ArrayDeque<>();

    private long bytes;
    private Instant newest = Instant.MIN;
    private volatile boolean empty = true;

    EarlierEvents(long maxBytes, Duration maxAge) {
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
    }

    /** Adds an event of an earlier process; beyond the limit, the oldest is dropped. */
    synchronized void add(Event<?> event, int size, Instant now) {
        put(event, 0, size);
        newest = now;
        int dropped = trim();
        if (dropped > 0) {
            log.atWarn().addKeyValue("events", dropped).log("too many events of an earlier process, oldest dropped");
        }
    }

    /** Drops the oldest events beyond the limit. Returns their number. */
    private int trim() {
        int dropped = 0;
        while (bytes > maxBytes) {
            dropOldest();
            dropped++;
        }
        return dropped;
    }

    private void put(Event<?> event, long seq, int size) {
        byTenant.computeIfAbsent(event.tenant(), tenant -> new ArrayDeque<>())
                .add(new Kept(event, FanOut.of(event, Set.of()), seq, size));
        order.add(event.tenant());
        bytes += size;
        empty = false;
    }

    private void dropOldest() {
        TenantId tenant = order.remove();
        Deque<Kept> kept = byTenant.get(tenant);
        // A tenant whose events were replaced has fewer than it has places in the order.
        if (kept != null && !kept.isEmpty()) {
            release(kept.remove());
        }
    }

    private void release(Kept kept) {
        bytes -= kept.bytes();
        kept.fanOut().release();
    }

    /** Drops the events that this one makes obsolete, and keeps it in their place. Call before its fan-out. */
    void onDeliver(Event<?> newer, long seq) {
        if (!empty) {
            newer.reportedRecord().ifPresent(record -> replace(record, newer, seq));
        }
    }

    private synchronized void replace(ReportedRecord record, Event<?> newer, long seq) {
        Deque<Kept> kept = byTenant.getOrDefault(newer.tenant(), new ArrayDeque<>());
        List<Kept> older =
                kept.stream().filter(each -> isOf(record, each.event())).toList();
        if (older.isEmpty()) {
            return;
        }
        if (newer.reportsWholeState()) {
            kept.removeAll(older);
            older.forEach(this::release);
        }
        put(newer, seq, older.get(0).bytes());
        // Not logged: newer events may arrive many times a second.
        trim();
    }

    private static boolean isOf(ReportedRecord record, Event<?> event) {
        return event.reportedRecord().equals(Optional.of(record));
    }

    /** The events of a tenant, oldest first; the caller releases each. */
    List<Earlier> of(TenantId tenant) {
        return empty ? List.of() : retained(tenant);
    }

    private synchronized List<Earlier> retained(TenantId tenant) {
        List<Earlier> all = new ArrayList<>();
        for (Kept kept : byTenant.getOrDefault(tenant, new ArrayDeque<>())) {
            kept.fanOut().retain();
            all.add(new Earlier(kept.fanOut(), kept.seq()));
        }
        return all;
    }

    /** Drops all events once the last one of an earlier process is too old. */
    void evict(Instant now) {
        if (!empty) {
            evictExpired(now);
        }
    }

    private synchronized void evictExpired(Instant now) {
        if (newest.isBefore(now.minus(maxAge))) {
            clear();
        }
    }

    synchronized void clear() {
        byTenant.values().forEach(kept -> kept.forEach(this::release));
        byTenant.clear();
        order.clear();
        empty = true;
    }
}
