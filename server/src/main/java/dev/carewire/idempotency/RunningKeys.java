package dev.carewire.idempotency;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The keys of this node's running requests, one for each request. Any thread. */
final class RunningKeys {

    /** Counts down when the request ends. */
    private final Map<IdempotencyKey, CountDownLatch> running = new ConcurrentHashMap<>();

    /** The permit to run the request of a key; empty while another request has it. Never blocks. */
    Optional<Permit> tryBegin(IdempotencyKey key) {
        return begin(key, Duration.ZERO);
    }

    /**
     * The permit to run the request of a key, after the requests that have it. Blocks.
     *
     * @return empty if another request still has it after {@code longest}
     */
    Optional<Permit> begin(IdempotencyKey key, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch other = running.putIfAbsent(key, end);
        while (other != null) {
            if (!ends(other, deadline - System.nanoTime())) {
                return Optional.empty();
            }
            other = running.putIfAbsent(key, end);
        }
        return Optional.of(() -> {
            running.remove(key);
            end.countDown();
        });
    }

    private static boolean ends(CountDownLatch request, long nanos) {
        try {
            return request.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The permit to run a request, until closed. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
