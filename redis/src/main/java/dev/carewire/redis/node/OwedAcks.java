package dev.carewire.redis.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The broadcasts of peers that clients of this node have yet to acknowledge. Does no I/O and starts no timer. Any thread; its
 * own lock guards all fields.
 */
public final class OwedAcks {

    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final int maxBroadcasts;
    private final Duration maxTimeout;
    private final Map<Ticket, Owed> owed = new HashMap<>();

    /** A broadcast of a peer. */
    public record Ticket(PeerId sender, RequestId id) {

        public Ticket {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * Begins without a broadcast.
     *
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     * @param maxBroadcasts that wait at a time, 1 to 10,000
     * @param maxTimeout of a broadcast, whatever its sender asks, 1 ms to 1 h
     */
    public OwedAcks(LongSupplier nanoTime, int maxBroadcasts, Duration maxTimeout) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        if (maxBroadcasts < 1 || maxBroadcasts > 10_000) {
            throw new IllegalArgumentException("maxBroadcasts: " + maxBroadcasts + " (expected: 1..10000)");
        }
        if (maxTimeout.toMillis() < 1 || maxTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("maxTimeout: " + maxTimeout + " (expected: PT0.001S..PT1H)");
        }
        this.maxBroadcasts = maxBroadcasts;
        this.maxTimeout = maxTimeout;
    }

    /**
     * Admits a broadcast before its delivery. The sender's time-out applies, or
     * {@link AwaitedReplies#STANDARD_TIMEOUT}.
     *
     * @return the ticket of its acknowledgements; empty if the broadcast is a repeated one or too many wait. Then this node must not
     *     deliver it, and replies that no client received it
     */
    public synchronized Optional<Ticket> admit(NodeRequest.BroadcastWithAck broadcast) {
        long now = nanoTime.getAsLong();
        owed.values().removeIf(one -> one.deadline - now <= 0);
        Ticket ticket = new Ticket(broadcast.sender(), broadcast.id());
        if (owed.size() >= maxBroadcasts || owed.containsKey(ticket)) {
            return Optional.empty();
        }
        Duration timeout = broadcast.flags().timeout().orElse(AwaitedReplies.STANDARD_TIMEOUT);
        Duration bounded = timeout.compareTo(maxTimeout) > 0 ? maxTimeout : timeout;
        owed.put(ticket, new Owed(now + bounded.toNanos()));
        return Optional.of(ticket);
    }

    /**
     * Records how many clients received the broadcast. They may have acknowledged it already.
     *
     * @param clients 0 or more
     * @return the reply to its sender
     */
    public synchronized NodeReply.ClientCount delivered(Ticket ticket, int clients) {
        Optional.ofNullable(owed.get(ticket)).ifPresent(broadcast -> {
            broadcast.clients = clients;
            removeIfComplete(ticket, broadcast);
        });
        return new NodeReply.ClientCount(ticket.id(), clients);
    }

    /**
     * Records the acknowledgement of one client.
     *
     * @param answer its first argument
     * @return the reply to the sender; empty if all clients have acknowledged or the time-out has passed
     */
    public synchronized Optional<NodeReply.Ack> acknowledged(Ticket ticket, NodeValue answer) {
        Optional<Owed> open = Optional.ofNullable(owed.get(ticket))
                .filter(broadcast -> broadcast.deadline - nanoTime.getAsLong() > 0);
        open.ifPresent(broadcast -> {
            broadcast.acks++;
            removeIfComplete(ticket, broadcast);
        });
        return open.map(broadcast -> new NodeReply.Ack(ticket.id(), answer));
    }

    /** The broadcasts that wait, with those whose time-out has passed since the last {@link #admit}. */
    public synchronized int size() {
        return owed.size();
    }

    private void removeIfComplete(Ticket ticket, Owed broadcast) {
        if (broadcast.acks >= broadcast.clients) {
            owed.remove(ticket);
        }
    }

    /** One broadcast. The outer lock guards it. */
    private static final class Owed {

        private final long deadline;
        private int acks;
        private int clients = UNKNOWN;

        Owed(long deadline) {
            this.deadline = deadline;
        }
    }
}
