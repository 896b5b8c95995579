package dev.carewire.hub;

import dev.carewire.event.EventType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What came from clients and went to them since this node started. Any thread; never blocks. */
public final class TrafficCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** By the name of the event; as many as there are declared ones, at most. */
    private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();

    /** A client sent a message, whatever becomes of it. */
    public void countReceived() {
        received.increment();
    }

    /** An event was handed to so many sessions. */
    void countSent(EventType<?> type, long sessions) {
        if (sessions > 0) {
            sent.computeIfAbsent(type.name(), name -> new LongAdder()).add(sessions);
        }
    }

    /** An event that no log keeps was dropped for one client that does not keep up. */
    void countDropped() {
        dropped.increment();
    }

    /** How many messages clients sent. */
    public long receivedCount() {
        return received.sum();
    }

    /** How many sessions were handed an event called {@code name}, all of its occurrences together. */
    public long sentCount(String name) {
        LongAdder count = sent.get(name);
        return count == null ? 0 : count.sum();
    }

    /** How many unlogged events were dropped for clients that do not keep up, one for each client. */
    public long droppedCount() {
        return dropped.sum();
    }
}
