package dev.carewire.idempotency;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of this node's running requests, one for each request, so that a repetition need not wait. Any thread; never blocks. */
final class RunningKeys {

    private final Set<IdempotencyKey> running = ConcurrentHashMap.newKeySet();

    /** The permit to run the request of a key; empty while another request has it. */
    Optional<Permit> tryBegin(IdempotencyKey key) {
        return running.add(key) ? Optional.of(() -> running.remove(key)) : Optional.empty();
    }

    /** The permit to run a request, until closed. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
