package dev.carewire.hub;

import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingBuffer;
import dev.carewire.log.RingLimits;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The recent events of every tenant that this node has seen. Any thread. */
final class EventHistories {

    private record History(String epoch, RingBuffer<FanOut> ring) {}

    private final RingLimits limits;
    private final Map<TenantId, History> histories = new ConcurrentHashMap<>();

    EventHistories(RingLimits limits) {
        this.limits = limits;
    }

    /** Stores an event; a new epoch starts a new history. */
    void append(LoggedEvent logged, FanOut fanOut, Instant now) {
        String epoch = logged.position().epoch();
        histories
                .compute(logged.event().tenant(), (tenant, history) -> {
                    if (history != null && history.epoch().equals(epoch)) {
                        return history;
                    }
                    if (history != null) {
                        history.ring().clear();
                    }
                    return new History(epoch, new RingBuffer<>(limits));
                })
                .ring()
                .append(fanOut, now);
    }

    Optional<RingBuffer<FanOut>> ring(TenantId tenant) {
        return Optional.ofNullable(histories.get(tenant)).map(History::ring);
    }

    /** The newest event of each tenant. */
    Map<TenantId, Long> heads() {
        Map<TenantId, Long> heads = new HashMap<>();
        histories.forEach((tenant, history) -> heads.put(tenant, history.ring().newestSeq()));
        return heads;
    }

    /** The start of a client's replay; empty if that position, or a later event, is not known. */
    Optional<ReplayStart> replayStart(RecoverableSession session, Optional<LogPosition> offset) {
        History history = histories.get(session.caller().tenant());
        if (history == null) {
            return offset.isEmpty() ? Optional.of(new ReplayStart(0, 0, 0)) : Optional.empty();
        }
        return session.replayStart(offset, history.epoch())
                .filter(from -> history.ring().covers(from.after()));
    }

    /** The size of all stored events in bytes. */
    long bytes() {
        return histories.values().stream()
                .mapToLong(history -> history.ring().bytes())
                .sum();
    }

    /** When the oldest stored event of all tenants was appended; empty without events. */
    Optional<Instant> oldestAt() {
        return histories.values().stream()
                .flatMap(history -> history.ring().oldestAt().stream())
                .min(Comparator.naturalOrder());
    }

    /** Releases every event. */
    void clear() {
        histories.values().forEach(history -> history.ring().clear());
    }

    void evict(Instant now) {
        histories.values().forEach(history -> history.ring().evict(now));
    }
}
