package dev.carewire.cluster;

import java.util.function.Supplier;

/** Makes the repository calls of one thread atomic. */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction that all repository calls on this thread join. A nested call joins the outer
     * transaction. Blocks; never on an event loop.
     *
     * @return the result of {@code work}, after the commit
     * @throws RuntimeException the exception of {@code work}, after the rollback
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
     * Runs {@code action} after the transaction open on this thread has been committed, and before events emitted later
     * in it are delivered. A rollback discards it. Outside a transaction, it runs immediately.
     *
     * @param action short; must not throw
     */
    void afterCommit(Runnable action);
}
