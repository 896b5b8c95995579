package dev.carewire.idempotency;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiIdempotencyKeys;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import java.time.Clock;

/** Repeatable requests over a test's database. */
public final class TestRequests {

    private TestRequests() {}

    /** A node's requests, of which each sender may send ten thousand. */
    public static IdempotentRequests over(Database database, Clock clock) {
        return over(database, clock, new KeyLimits(10_000, 10_000));
    }

    /** A node's requests, with limits of the test's own. */
    public static IdempotentRequests over(Database database, Clock clock, KeyLimits limits) {
        return new IdempotentRequests(new JdbiIdempotencyKeys(database), new JdbiTransactions(database), limits, clock);
    }
}
