package dev.carewire.adapter.jdbi.bus;

import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the chunks of messages that do not fit into one notification. A sender sends one message after the other, so there is
 * at most one incomplete message of each. A message with a missing chunk is dropped. One thread.
 */
final class ChunkAssembly {

    /** Most bytes of incomplete messages; beyond that, those that wait longest for a chunk are dropped. */
    static final int MAX_BYTES = 4 * ClusterBus.MAX_MESSAGE_BYTES;

    /** Most incomplete messages; beyond that, those that wait longest for a chunk are dropped. */
    static final int MAX_MESSAGES = 64;

    /** Longest wait for the next chunk; then the sender has ended, and the message is dropped. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    /** By sender, those that wait longest first. */
    private final Map<NodeId, Partial> partials = new LinkedHashMap<>();

    private int bytes;

    /**
     * Adds a chunk.
     *
     * @param now of a nanosecond ticker
     * @return the message that it completes
     */
    Optional<byte[]> add(Chunk chunk, long now) {
        Partial earlier = partials.remove(chunk.sender());
        if (earlier != null) {
            bytes -= earlier.size();
        }
        Partial partial = chunk.index() == 0 ? new Partial(chunk.number()) : earlier;
        if (partial == null || !partial.append(chunk, now)) {
            return Optional.empty();
        }
        if (chunk.isLast()) {
            return Optional.of(partial.content());
        }
        partials.put(chunk.sender(), partial);
        bytes += partial.size();
        removeExcess(now);
        return Optional.empty();
    }

    private void removeExcess(long now) {
        Iterator<Partial> longestWaitFirst = partials.values().iterator();
        while (longestWaitFirst.hasNext()) {
            Partial partial = longestWaitFirst.next();
            if (partials.size() <= MAX_MESSAGES && bytes <= MAX_BYTES && !partial.isOverdue(now)) {
                return;
            }
            bytes -= partial.size();
            longestWaitFirst.remove();
        }
    }

    /** Incomplete messages. */
    int count() {
        return partials.size();
    }

    /** An incomplete message. */
    private static final class Partial {

        private final long number;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int next;
        private long changedAt;

        Partial(long number) {
            this.number = number;
        }

        /** Whether the chunk is the next one of this message. */
        boolean append(Chunk chunk, long now) {
            ByteBuffer body = chunk.body();
            if (chunk.number() != number
                    || chunk.index() != next
                    || content.size() + body.remaining() > ClusterBus.MAX_MESSAGE_BYTES) {
                return false;
            }
            byte[] part = new byte[body.remaining()];
            body.get(part);
            content.writeBytes(part);
            next++;
            changedAt = now;
            return true;
        }

        boolean isOverdue(long now) {
            return now - changedAt > MAX_WAIT.toNanos();
        }

        int size() {
            return content.size();
        }

        byte[] content() {
            return content.toByteArray();
        }
    }
}
