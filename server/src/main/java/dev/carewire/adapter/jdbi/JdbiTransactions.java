package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.Transactions;
import java.util.function.Supplier;

/**
 * Transactions on one connection of the pool. The adapters of this package find the thread's open transaction by themselves,
 * so that they need no handle passed around.
 */
public final class JdbiTransactions implements Transactions {

    private final Database database;

    /** Transactions on {@code database}. */
    public JdbiTransactions(Database database) {
        this.database = database;
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return database.jdbi().inTransaction(handle -> work.get());
    }

    @Override
    public void afterCommit(Runnable action) {
        database.jdbi().useTransaction(handle -> handle.afterCommit(action));
    }
}
