package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits short transactions of one tenant together. A commit holds the head of the tenant's log, so a database far away would allow few of them a
 * second. Transactions that arrive during a commit share the next one. Each is a nested transaction of its own: its failure leaves the others
 * alone. Any thread; blocks. Lock: one per tenant, not held during transactions.
 */
public final class TransactionBatches {

    /** Most transactions in one commit. */
    static final int MAX_BATCH = 100;

    private final Transactions transactions;
    private final Map<TenantId, Queue> queues = new ConcurrentHashMap<>();

    /** Whether this thread runs a batch: what it begins then joins its transaction. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Boolean> running = ThreadLocal.withInitial(() -> false);

    /** Batches of {@code transactions}. */
    public TransactionBatches(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Transactions whose outermost ones share commits with others of the tenant. */
    public Transactions of(TenantId tenant) {
        return new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
                return running.get() ? transactions.inTransaction(work) : run(tenant, work);
            }

            @Override
            public Optional<RuntimeException> inNestedTransaction(Runnable work) {
                return transactions.inNestedTransaction(work);
            }

            @Override
            public void onEnd(Runnable committed, Runnable rolledBack) {
                transactions.onEnd(committed, rolledBack);
            }
        };
    }

    /** The number of the tenant's transactions that wait for a commit. */
    public int waiting(TenantId tenant) {
        return Optional.ofNullable(queues.get(tenant)).map(Queue::size).orElse(0);
    }

    private <T> T run(TenantId tenant, Supplier<T> work) {
        Request<T> request = new Request<>(work);
        Queue queue = queues.computeIfAbsent(tenant, key -> new Queue());
        List<Request<?>> batch = queue.enter(request);
        if (!batch.isEmpty()) {
            try {
                commit(batch);
            } finally {
                if (queue.leave(batch)) {
                    queues.remove(tenant, queue);
                }
            }
        }
        return request.result();
    }

    private void commit(List<Request<?>> batch) {
        running.set(true);
        try {
            if (batch.size() == 1) {
                transactions.inTransaction(batch.get(0)::run);
            } else {
                transactions.inTransaction(() -> batch.forEach(this::runNested));
            }
        } catch (RuntimeException notCommitted) {
            batch.forEach(request -> request.fail(notCommitted));
        } finally {
            running.remove();
        }
    }

    private void runNested(Request<?> request) {
        transactions.inNestedTransaction(request::run).ifPresent(request::fail);
    }

    /** The transactions of one tenant that wait. The first of them leads the next batch, on its own thread. */
    private static final class Queue {
        private final Deque<Request<?>> waiting = new ArrayDeque<>();
        private boolean committing;

        /** Waits until the request has been committed by another thread, or its own thread leads the returned batch. */
        synchronized List<Request<?>> enter(Request<?> request) {
            waiting.add(request);
            boolean interrupted = false;
            while (!request.done && (committing || waiting.peek() != request)) {
                try {
                    wait();
                } catch (InterruptedException stop) {
                    // The transaction may be under way: its outcome must not be lost.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (request.done) {
                return List.of();
            }
            committing = true;
            List<Request<?>> batch = new ArrayList<>();
            while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        }

        synchronized int size() {
            return waiting.size();
        }

        /** Whether no other transaction waits. */
        synchronized boolean leave(List<Request<?>> batch) {
            committing = false;
            batch.forEach(request -> request.done = true);
            notifyAll();
            return waiting.isEmpty();
        }
    }

    /** One transaction; its queue guards the fields once it has been entered. */
    private static final class Request<T> {
        private final Supplier<T> work;
        private @Nullable T value;
        private @Nullable RuntimeException failure;
        private boolean done;

        Request(Supplier<T> work) {
            this.work = work;
        }

        void run() {
            value = work.get();
        }

        /** Keeps the first failure, which is that of the work itself. */
        void fail(RuntimeException cause) {
            if (failure == null) {
                failure = cause;
            }
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            if (value == null) {
                throw new IllegalStateException("no result (expected: that of the work)");
            }
            return value;
        }
    }
}
