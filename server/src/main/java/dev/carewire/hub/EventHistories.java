package dev.carewire.hub;

import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingBuffer;
import dev.carewire.log.RingLimits;
import dev.carewire.memory.ByteBudget;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The recent events of every tenant that this node has seen. When all together are too large, the largest drops its oldest events. Any
 * thread.
 */
final class EventHistories {

    /** The part of the bound of all histories that the largest yields: little, since its clients still need the rest. */
    private static final int YIELDED_PART = 256;

    private record History(String epoch, RingBuffer<FanOut> ring, ByteBudget.Reservation memory) {

        private void count() {
            memory.resize(ring.bytes());
        }

        private void clear() {
            ring.clear();
            memory.close();
        }
    }

    private final RingLimits limits;
    private final ByteBudget memory;
    private final Map<TenantId, History> histories = new ConcurrentHashMap<>();

    /** @param maxBytes of all histories together, 1 or more */
    EventHistories(RingLimits limits, long maxBytes) {
        this.limits = limits;
        this.memory = new ByteBudget(maxBytes, maxBytes, YIELDED_PART);
    }

    /** Stores an event; a new epoch starts a new history. */
    void append(LoggedEvent logged, FanOut fanOut, Instant now) {
        String epoch = logged.position().epoch();
        History current = histories.compute(logged.event().tenant(), (tenant, history) -> {
            if (history != null && history.epoch().equals(epoch)) {
                return history;
            }
            if (history != null) {
                history.clear();
            }
            return empty(tenant, epoch, logged.position().seq() - 1);
        });
        current.ring().append(fanOut, now);
        current.count();
    }

    private History empty(TenantId tenant, String epoch, long after) {
        RingBuffer<FanOut> ring = new RingBuffer<>(limits, after);
        return new History(epoch, ring, memory.open(tenant, (held, excess) -> ring.drop(excess)));
    }

    /** Replaces the tenant's history by an empty one that continues after {@code position}. */
    void begin(TenantId tenant, LogPosition position) {
        histories.compute(tenant, (key, history) -> {
            if (history != null) {
                history.clear();
            }
            return empty(tenant, position.epoch(), position.seq());
        });
    }

    /** Forgets the tenant's events. */
    void end(TenantId tenant) {
        History history = histories.remove(tenant);
        if (history != null) {
            history.clear();
        }
    }

    /**
     * Adds the event before the tenant's oldest one.
     *
     * @return false if it is too old or there is no room
     */
    boolean prepend(LoggedEvent logged, FanOut fanOut, Instant storedAt, Instant now) {
        History history = histories.get(logged.event().tenant());
        if (history == null || !history.epoch().equals(logged.position().epoch())) {
            return false;
        }
        boolean added = history.ring().prepend(fanOut, storedAt, now);
        history.count();
        return added;
    }

    Optional<RingBuffer<FanOut>> ring(TenantId tenant) {
        return Optional.ofNullable(histories.get(tenant)).map(History::ring);
    }

    /** The newest position of each tenant. */
    Map<TenantId, LogPosition> heads() {
        Map<TenantId, LogPosition> heads = new HashMap<>();
        histories.forEach((tenant, history) -> heads.put(
                tenant, new LogPosition(history.epoch(), history.ring().newestSeq())));
        return heads;
    }

    /** The start of a client's replay; empty if its position is not one of the log's present epoch. */
    Optional<ReplayStart> replayStart(RecoverableSession session, Optional<LogPosition> offset) {
        History history = histories.get(session.owner().tenant());
        if (history == null) {
            return offset.isEmpty() ? Optional.of(new ReplayStart(0, 0, 0)) : Optional.empty();
        }
        return session.progress()
                .replayStart(offset, history.epoch())
                .filter(from -> from.after() <= history.ring().newestSeq());
    }

    /** Whether every event of the tenant after {@code seq} is present. */
    boolean covers(TenantId tenant, long seq) {
        History history = histories.get(tenant);
        return history == null ? seq == 0 : history.ring().covers(seq);
    }

    /** The number of the tenant's oldest event; without events, that of the next one. */
    long oldestSeq(TenantId tenant) {
        return ring(tenant).map(RingBuffer::oldestSeq).orElse(1L);
    }

    /** The size of all stored events in bytes. */
    long bytes() {
        return histories.values().stream()
                .mapToLong(history -> history.ring().bytes())
                .sum();
    }

    /** The budget of all stored events. */
    ByteBudget memory() {
        return memory;
    }

    /** When the oldest stored event of all tenants was appended; empty without events. */
    Optional<Instant> oldestAt() {
        return histories.values().stream()
                .flatMap(history -> history.ring().oldestAt().stream())
                .min(Comparator.naturalOrder());
    }

    /** Releases every event. */
    void clear() {
        histories.values().forEach(History::clear);
    }

    void evict(Instant now) {
        histories.values().forEach(history -> {
            history.ring().evict(now);
            history.count();
        });
    }
}
