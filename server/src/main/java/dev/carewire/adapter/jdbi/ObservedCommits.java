package dev.carewire.adapter.jdbi;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/** Lets {@link Savepoints} know when a commit is under way: a commit that fails may have taken effect. */
final class ObservedCommits extends DelegatingTransactionHandler {

    private final Savepoints savepoints;

    ObservedCommits(TransactionHandler delegate, Savepoints savepoints) {
        super(delegate);
        this.savepoints = savepoints;
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
        return new ObservedCommits(getDelegate().specialize(handle), savepoints);
    }

    @Override
    public void commit(Handle handle) {
        savepoints.commit(() -> super.commit(handle));
    }
}
