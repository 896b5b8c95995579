package dev.carewire.cluster;

import java.util.function.Supplier;

/** All or nothing for what repositories do on one thread. */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction that every repository called by it, on this thread, takes part in. A call inside
     * another one joins it. Blocks; never on an event loop.
     *
     * @return what {@code work} returned, after the commit
     * @throws RuntimeException what {@code work} threw, after the rollback
     */
    <T> T inTransaction(Supplier<T> work);

    /** {@link #inTransaction(Supplier)} for work without a result. */
    default void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /**
     * Runs {@code action} when the transaction that is open on this thread has been committed, and before anybody is told an
     * event that is emitted in it after this call; not at all if it is rolled back. At once outside a transaction.
     *
     * @param action short, and throws nothing
     */
    void afterCommit(Runnable action);
}
