package dev.carewire.hub;

import dev.carewire.event.EventType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts messages from and to clients since this node started. Any thread; never blocks. */
public final class TrafficCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** By event name; bounded by the number of declared events. */
    private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();

    /** Counts a message from a client, whatever its outcome. */
    public void countReceived() {
        received.increment();
    }

    /** Counts the delivery of an event to a number of sessions. */
    void countSent(EventType<?> type, long sessions) {
        if (sessions > 0) {
            sent.computeIfAbsent(type.name(), name -> new LongAdder()).add(sessions);
        }
    }

    /** Counts an unlogged event dropped for one slow client. */
    void countDropped() {
        dropped.increment();
    }

    /** The number of messages that clients sent. */
    public long receivedCount() {
        return received.sum();
    }

    /** The number of deliveries of events called {@code name}, one per session and occurrence. */
    public long sentCount(String name) {
        LongAdder count = sent.get(name);
        return count == null ? 0 : count.sum();
    }

    /** The number of unlogged events dropped for slow clients, one per client and event. */
    public long droppedCount() {
        return dropped.sum();
    }
}
