package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.Transactions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Transactions on one connection of the pool. Adapters of this package find the thread's open transaction themselves,
 * without a handle as an argument.
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
    public Optional<RuntimeException> inNestedTransaction(Runnable work) {
        return database.jdbi().inTransaction(handle -> database.savepoints().run(handle, work));
    }

    @Override
    public void onEnd(Runnable committed, Runnable rolledBack) {
        database.jdbi().useTransaction(handle -> database.savepoints().onEnd(handle, committed, rolledBack));
    }
}
