package dev.carewire.adapter.jdbi;

import java.time.Duration;

/**
 * Address and settings of the database.
 *
 * @param address serves commands; with another {@code direct} address, a pooler in transaction mode, such as PgBouncer
 * @param direct serves what is bound to a session of the database: migrations, session locks and the bus
 *     between nodes. The same as {@code address}, or one of the same database without a pooler
 * @param poolSize number of connections, 1 to 200
 */
public record DatabaseConfig(DatabaseAddress address, DatabaseAddress direct, int poolSize, DatabaseTimeouts timeouts) {

    /** Largest accepted {@link #poolSize}. */
    public static final int MAX_POOL_SIZE = 200;

    public DatabaseConfig {
        if (poolSize < 1 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException("poolSize: " + poolSize + " (expected: 1.." + MAX_POOL_SIZE + ")");
        }
        if (address.isPostgres() != direct.isPostgres()) {
            throw new IllegalArgumentException("direct: of another kind (expected: an address of the same database)");
        }
    }

    /** A database without a pooler, with default timeouts. */
    public DatabaseConfig(String url, String user, String password, int poolSize, Duration statementTimeout) {
        this(new DatabaseAddress(url, user, password), poolSize, DatabaseTimeouts.ofStatement(statementTimeout));
    }

    /** A database without a pooler. */
    public DatabaseConfig(DatabaseAddress address, int poolSize, DatabaseTimeouts timeouts) {
        this(address, address, poolSize, timeouts);
    }

    boolean isPostgres() {
        return address.isPostgres();
    }

    /** Whether consecutive transactions of a connection may run in different sessions of the database. */
    boolean sharesSessions() {
        return !address.equals(direct);
    }

    /** Omits credentials, and the address's parameters, which may contain some. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + address + ", poolSize=" + poolSize + "]";
    }
}
