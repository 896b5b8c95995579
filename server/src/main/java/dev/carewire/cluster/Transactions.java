package dev.carewire.cluster;

import java.util.Optional;
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
     * Runs {@code work} in a nested transaction, whose failure leaves the transaction open on this thread alone. If {@code work}
     * throws, its changes and events roll back, and its {@link #afterCommit} actions are discarded. Changes from before
     * it remain. Outside a transaction, it runs in one of its own. Blocks; never on an event loop.
     *
     * @return the exception of {@code work}, after its rollback; empty if it succeeded
     * @throws RuntimeException if the database cannot roll {@code work} back. The caller must let the outer transaction
     *     fail with it
     */
    Optional<RuntimeException> inNestedTransaction(Runnable work);

    /**
     * Runs {@code action} after the transaction open on this thread has been committed. The delivery of its events may have begun by
     * then. A rollback, also that of a nested transaction, discards it. Outside a transaction, it runs immediately.
     *
     * @param action short; must not throw
     */
    default void afterCommit(Runnable action) {
        onEnd(action, () -> {});
    }

    /**
     * Runs {@code committed} as {@link #afterCommit} does, or {@code rolledBack} after the rollback that discards it.
     *
     * @param committed short; must not throw
     * @param rolledBack short; must not throw
     */
    void onEnd(Runnable committed, Runnable rolledBack);
}
