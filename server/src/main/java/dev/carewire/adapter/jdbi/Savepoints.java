package dev.carewire.adapter.jdbi;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Savepoints in the transactions of one database. Jdbi's own callbacks report only the end of the whole transaction;
 * those registered here also respect a rollback to a savepoint. Any thread; a transaction belongs to one thread.
 */
final class Savepoints {

    /** Empty outside nested transactions. One per database: another database's transaction has savepoints of its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Optional<Savepoint>> innermost = ThreadLocal.withInitial(Optional::empty);

    /** Whether this thread has asked the database to commit, and has no answer yet. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Boolean> committing = ThreadLocal.withInitial(() -> false);

    /** The last act of the transaction open on this thread. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Optional<Runnable>> lastAct = ThreadLocal.withInitial(Optional::empty);

    /** Runs {@code action} as the last act of the handle's transaction before its commit; if it throws, the transaction rolls back. */
    void beforeCommit(Handle handle, Runnable action) {
        lastAct.set(Optional.of(action));
        handle.afterRollback(lastAct::remove);
    }

    /** Runs the last act, then {@code commit}; a transaction that rolls back during the latter has an unknown outcome. */
    void commit(Runnable commit) {
        Optional<Runnable> last = lastAct.get();
        lastAct.remove();
        last.ifPresent(Runnable::run);
        committing.set(true);
        try {
            commit.run();
        } finally {
            committing.remove();
        }
    }

    /**
     * Runs {@code work} after a new savepoint of the handle's open transaction. If {@code work} throws, the transaction
     * returns to the savepoint and stays open.
     *
     * @return the exception of {@code work}, after the rollback; empty if it succeeded
     */
    Optional<RuntimeException> run(Handle handle, Runnable work) {
        Optional<Savepoint> outer = innermost.get();
        Savepoint savepoint = new Savepoint(outer);
        handle.savepoint(savepoint.name);
        innermost.set(Optional.of(savepoint));
        try {
            work.run();
        } catch (RuntimeException failed) {
            savepoint.rolledBack = true;
            handle.rollbackToSavepoint(savepoint.name);
            return Optional.of(failed);
        } finally {
            innermost.set(outer);
        }
        handle.releaseSavepoint(savepoint.name);
        return Optional.empty();
    }

    /**
     * Runs one of the actions when the handle's transaction ends: {@code rolledBack} if it or a savepoint before this
     * call rolled back, {@code committed} otherwise.
     */
    void onEnd(Handle handle, Runnable committed, Runnable rolledBack) {
        onEnd(handle, committed, rolledBack, rolledBack);
    }

    /**
     * Runs one of the actions when the handle's transaction ends.
     *
     * @param unknown runs if the database did not confirm the commit; it may have taken effect
     */
    void onEnd(Handle handle, Runnable committed, Runnable rolledBack, Runnable unknown) {
        Optional<Savepoint> savepoint = innermost.get();
        handle.afterCommit(() -> (isRolledBack(savepoint) ? rolledBack : committed).run());
        handle.afterRollback(() -> (!committing.get() || isRolledBack(savepoint) ? rolledBack : unknown).run());
    }

    /** Whether what happens now will have been undone, when asked later in the same transaction. */
    BooleanSupplier undone() {
        Optional<Savepoint> savepoint = innermost.get();
        return () -> isRolledBack(savepoint);
    }

    /** Whether this thread's transaction rolls back because the database did not answer its commit. */
    boolean isUnanswered() {
        return committing.get();
    }

    private static boolean isRolledBack(Optional<Savepoint> savepoint) {
        return savepoint.filter(Savepoint::isRolledBack).isPresent();
    }

    /** A savepoint and those around it. Only its transaction's thread uses it. */
    private static final class Savepoint {
        private final Optional<Savepoint> outer;
        private final String name;
        private boolean rolledBack;

        Savepoint(Optional<Savepoint> outer) {
            this.outer = outer;
            this.name = outer.map(around -> around.name).orElse("nested") + "_1";
        }

        boolean isRolledBack() {
            return rolledBack || outer.filter(Savepoint::isRolledBack).isPresent();
        }
    }
}
