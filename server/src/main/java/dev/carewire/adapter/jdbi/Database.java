package dev.carewire.adapter.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * An open, migrated database: the connection pool shared by all adapters of this package. Thread-safe. The opener
 * closes it after the adapters' last use.
 */
public final class Database implements AutoCloseable {

    /**
     * H2 accepts PostgreSQL's SQL, does not close itself in a shutdown hook while commands still run, and writes every
     * commit immediately. By default it keeps commits in memory for half a second, and a killed process would lose
     * them.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Savepoints savepoints = new Savepoints();

    private Database(HikariDataSource pool, Jdbi jdbi) {
        this.pool = pool;
        this.jdbi = jdbi;
    }

    /**
     * Connects and migrates the schema. Blocks.
     *
     * @throws RuntimeException if the database is unreachable, rejects the credentials or has a foreign schema; nothing
     *     stays open then
     */
    public static Database open(DatabaseConfig config) {
        HikariDataSource pool = new HikariDataSource(pool(config));
        try {
            // Uses its own connections: it needs two, and the pool may have one.
            Flyway.configure()
                    .dataSource(pool.getJdbcUrl(), config.user(), config.password())
                    .locations("classpath:db/migration")
                    .javaMigrations(new ForeignKeyRemoval(), new PatientIndexing())
                    .loggers("slf4j")
                    .load()
                    .migrate();
            Jdbi jdbi = Jdbi.create(pool).installPlugin(new UtcInstants());
            jdbi.registerArgument(new TenantArguments());
            jdbi.getConfig(SqlStatements.class)
                    .setQueryTimeout((int) config.statementTimeout().toSeconds());
            jdbi.registerArrayType(String.class, "varchar");
            // The usual messages show the bound values, which logs must not contain.
            jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
            return new Database(pool, jdbi);
        } catch (RuntimeException notReady) {
            pool.close();
            throw notReady;
        }
    }

    private static HikariConfig pool(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("carewire-sql");
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(config.poolSize());
        pool.setConnectionTimeout(config.statementTimeout().toMillis());
        // Row locks serialize changes; a second statement must see what the holder of the lock committed.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (config.isPostgres()) {
            pool.setJdbcUrl(config.url());
            pool.addDataSourceProperty("ApplicationName", "carewire");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            // The driver's own timeout needs a responding server; this one also ends a wait on a broken network.
            pool.addDataSourceProperty(
                    "socketTimeout",
                    String.valueOf(config.statementTimeout().multipliedBy(2).toSeconds()));
        } else {
            pool.setJdbcUrl(config.url()
                    + H2_SETTINGS
                    + ";LOCK_TIMEOUT=" + config.statementTimeout().toMillis()
                    + (config.url().startsWith("jdbc:h2:mem:") ? ";DB_CLOSE_DELAY=-1" : ""));
        }
        return pool;
    }

    /** Runs a statement; the values are bound by name. Returns the number of rows that it changed. */
    int update(String sql, Map<String, ?> values) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(sql).bindMap(values).execute());
    }

    /** The rows of a query; the values are bound by name. */
    <T> List<T> list(String sql, Map<String, ?> values, RowReader<T> reader) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .map((row, context) -> reader.read(row))
                .list());
    }

    /**
     * The rows of a query for one of several values; the other values are bound by name.
     *
     * @param sql has {@code <any>} where the values belong
     * @param any without a value, there are no rows
     */
    <T> List<T> listAny(String sql, Collection<String> any, Map<String, ?> values, RowReader<T> reader) {
        if (any.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .bindList("any", List.copyOf(any))
                .map((row, context) -> reader.read(row))
                .list());
    }

    /** The row of a query that finds at most one; the values are bound by name. */
    <T> Optional<T> find(String sql, Map<String, ?> values, RowReader<T> reader) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .map((row, context) -> reader.read(row))
                .findOne());
    }

    /** The number that a query counts; the values are bound by name. */
    int count(String sql, Map<String, ?> values) {
        return find(sql, values, row -> row.getInt(1)).orElseThrow();
    }

    /** For adapters of this package only. */
    Jdbi jdbi() {
        return jdbi;
    }

    /** The savepoints of the open transactions. */
    Savepoints savepoints() {
        return savepoints;
    }

    /** For adapters of this package whose library opens connections itself. */
    DataSource pool() {
        return pool;
    }

    /** Whether the database answers a statement. Blocks, at most for the statement timeout. */
    public boolean isReachable() {
        try {
            return jdbi.withHandle(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
        } catch (JdbiException outOfReach) {
            return false;
        }
    }

    /** Closes all connections; repeated calls do nothing. */
    @Override
    public void close() {
        pool.close();
    }
}
