package dev.carewire.redis.node;

import dev.carewire.redis.node.NodeAnswer.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The requests of this node that peers have yet to answer. Replies name no peer, so this class counts them: it expects as many as
 * other servers subscribe to the channel of requests. Does no I/O and starts no timer. Any thread; its own lock guards all
 * fields.
 */
public final class AwaitedReplies {

    /** The adapter's own time-out. */
    public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private final Bounds bounds;
    private final Map<RequestId, Awaited> awaited = new HashMap<>();
    private long bytes;

    /**
     * How much may wait at a time.
     *
     * @param requests 1 to 10,000; default 100
     * @param bytes of the replies to all of them, 1 KiB to 1 GiB; default 32 MiB
     */
    public record Bounds(int requests, long bytes) {

        /** The default of each bound. */
        public static final Bounds STANDARD = new Bounds(100, 32L << 20);

        public Bounds {
            if (requests < 1 || requests > 10_000) {
                throw new IllegalArgumentException("requests: " + requests + " (expected: 1..10000)");
            }
            if (bytes < 1L << 10 || bytes > 1L << 30) {
                throw new IllegalArgumentException("bytes: " + bytes + " (expected: 1024..1073741824)");
            }
        }
    }

    /**
     * Begins without a request.
     *
     * @param nanoTime a monotonic clock, such as {@link System#nanoTime}
     */
    public AwaitedReplies(LongSupplier nanoTime, Bounds bounds) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.bounds = Objects.requireNonNull(bounds, "bounds");
    }

    /**
     * Awaits the replies to a request. Call it before the request is sent.
     *
     * @param peers that receive it: the subscribers of {@link NodeChannels#request} without this node
     * @param timeout of waiting; {@link #STANDARD_TIMEOUT} in the adapter, except for broadcasts
     * @return the answer if it is known at once: without peers, or {@link Outcome#REFUSED}
     * @throws IllegalArgumentException if the request awaits no reply, or one with its id waits already
     */
    public synchronized Optional<NodeAnswer> await(NodeRequest request, int peers, Duration timeout) {
        RequestId id = request.awaitedAs()
                .orElseThrow(
                        () -> new IllegalArgumentException("request: without id (expected: one that awaits replies)"));
        Awaited waiting = new Awaited(request, peers, nanoTime.getAsLong() + timeout.toNanos());
        if (peers <= 0) {
            return Optional.of(waiting.answer(Outcome.COMPLETE));
        }
        if (awaited.size() >= bounds.requests()) {
            return Optional.of(waiting.answer(Outcome.REFUSED));
        }
        if (awaited.putIfAbsent(id, waiting) != null) {
            throw new IllegalArgumentException("request: its id waits already (expected: a new one)");
        }
        return Optional.empty();
    }

    /**
     * Counts a reply. One to no request of this node, or of a kind that its request does not await, has no effect.
     *
     * @param size of the reply in bytes
     * @return the answer if this reply ends it
     */
    public synchronized Optional<NodeAnswer> reply(NodeReply reply, int size) {
        Optional<Awaited> waiting =
                Optional.ofNullable(awaited.get(reply.id())).filter(one -> reply.answers(one.request));
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        if (bytes + size > bounds.bytes()) {
            return Optional.of(end(waiting.get(), Outcome.TOO_LARGE));
        }
        bytes += size;
        waiting.get().add(reply, size);
        return waiting.filter(Awaited::isComplete).map(complete -> end(complete, Outcome.COMPLETE));
    }

    /** Ends the requests whose time-out has passed. */
    public synchronized List<NodeAnswer> expire() {
        long now = nanoTime.getAsLong();
        List<Awaited> expired =
                awaited.values().stream().filter(one -> one.deadline - now <= 0).toList();
        return expired.stream().map(one -> end(one, Outcome.TIMED_OUT)).toList();
    }

    /** Nanoseconds until {@link #expire} has something to do, 0 if now; empty if no request waits. */
    public synchronized OptionalLong nanosToExpiry() {
        long now = nanoTime.getAsLong();
        return awaited.values().stream()
                .mapToLong(one -> Math.max(0, one.deadline - now))
                .min();
    }

    private NodeAnswer end(Awaited ended, Outcome outcome) {
        ended.request.awaitedAs().ifPresent(awaited::remove);
        bytes -= ended.bytes;
        return ended.answer(outcome);
    }

    /** One request and its replies. The outer lock guards it. */
    private static final class Awaited {

        private final NodeRequest request;
        private final int peers;
        private final long deadline;
        private final List<NodeReply> replies = new ArrayList<>();
        private long bytes;
        private int acks;
        private long clients;

        Awaited(NodeRequest request, int peers, long deadline) {
            this.request = request;
            this.peers = peers;
            this.deadline = deadline;
        }

        void add(NodeReply reply, int size) {
            replies.add(reply);
            bytes += size;
            if (reply instanceof NodeReply.Ack) {
                acks++;
            } else if (reply instanceof NodeReply.ClientCount count) {
                clients += count.clients();
            }
        }

        private long missingPeers() {
            return Math.max(0, peers - (replies.size() - acks));
        }

        private long missingClients() {
            return Math.max(0, clients - acks);
        }

        boolean isComplete() {
            return missingPeers() == 0 && missingClients() == 0;
        }

        NodeAnswer answer(Outcome outcome) {
            return new NodeAnswer(request, outcome, replies, Math.toIntExact(missingPeers()), (int)
                    Math.min(Integer.MAX_VALUE, missingClients()));
        }
    }
}
