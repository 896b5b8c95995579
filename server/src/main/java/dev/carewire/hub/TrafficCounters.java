package dev.carewire.hub;

import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.Event;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts messages from and to clients since this node started. Any thread; never blocks. */
public final class TrafficCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** By event name; bounded by the number of declared events. */
    private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();

    /** By client family; bounded by the number of families. */
    private final Map<String, LongAdder> verbatimSent = new ConcurrentHashMap<>();

    /** Bounded by the commands that the client families declare, and by the codes. */
    private final Map<RejectedCommand, LongAdder> rejected = new ConcurrentHashMap<>();

    private final Map<CloseReason, LongAdder> closed = new ConcurrentHashMap<>();

    private final Map<RegistrationResult, LongAdder> refusedSessions = new ConcurrentHashMap<>();

    /**
     * A kind of rejected command.
     *
     * @param command its declared name, never a client's text; empty for a message that is no declared command
     * @param code the code in the answer, in upper case
     */
    public record RejectedCommand(Optional<String> command, String code) {}

    /** Counts a message from a client, whatever its outcome. */
    public void countReceived() {
        received.increment();
    }

    /** Counts the delivery of an event to a number of sessions. */
    void countSent(Event<?> event, long sessions) {
        if (sessions > 0) {
            sent.computeIfAbsent(event.type().name(), name -> new LongAdder()).add(sessions);
            if (event.payload() instanceof VerbatimMessage message) {
                verbatimSent
                        .computeIfAbsent(message.family(), family -> new LongAdder())
                        .add(sessions);
            }
        }
    }

    /** Counts an unlogged event dropped for one slow client. */
    void countDropped() {
        dropped.increment();
    }

    /** Counts a client that found no room. */
    public void countRefused(RegistrationResult limit) {
        refusedSessions.computeIfAbsent(limit, reached -> new LongAdder()).increment();
    }

    /** The number of clients that found no room because of this limit. */
    public long refusedCount(RegistrationResult limit) {
        return count(refusedSessions, limit);
    }

    /** Counts a connection that the server closes. */
    public void countClosed(CloseReason reason) {
        closed.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    /** The number of connections that the server closed for this reason, with or without a session. */
    public long closedCount(CloseReason reason) {
        return count(closed, reason);
    }

    /** Counts a rejected command, whether or not its client received an answer. */
    public void countRejected(RejectedCommand command) {
        rejected.computeIfAbsent(command, kind -> new LongAdder()).increment();
    }

    /** The kinds of rejected commands that have occurred, as of now. */
    public Set<RejectedCommand> rejectedKinds() {
        return Set.copyOf(rejected.keySet());
    }

    /** The number of rejected commands of one kind. */
    public long rejectedCount(RejectedCommand kind) {
        return count(rejected, kind);
    }

    /** The number of messages that clients sent. */
    public long receivedCount() {
        return received.sum();
    }

    /** The number of deliveries of events called {@code name}, one per session and occurrence. */
    public long sentCount(String name) {
        return count(sent, name);
    }

    /** The number of deliveries of events in the wire format of one client family, one per session and occurrence. */
    public long verbatimSentCount(String family) {
        return count(verbatimSent, family);
    }

    private static <K> long count(Map<K, LongAdder> counts, K key) {
        LongAdder count = counts.get(key);
        return count == null ? 0 : count.sum();
    }

    /** The number of unlogged events dropped for slow clients, one per client and event. */
    public long droppedCount() {
        return dropped.sum();
    }
}
