package dev.carewire.adapter.jdbi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The databases that tests run on: an in-memory H2 and a PostgreSQL. Each is opened on first use and shared by the
 * whole run. Each test has its own tenant.
 */
public enum TestDatabases {
    H2 {
        @Override
        public DatabaseConfig config() {
            return at("jdbc:h2:mem:carewire-tests");
        }
    },
    /** The server that {@code CAREWIRE_TEST_DATABASE_URL} names, or one started from the Maven artifact. */
    POSTGRES {
        @Override
        public DatabaseConfig config() {
            return at(Optional.ofNullable(System.getenv("CAREWIRE_TEST_DATABASE_URL"))
                    .orElseGet(() -> Server.RUNNING.getJdbcUrl("postgres", "postgres")));
        }
    };

    /** Connections: two for each of a test's threads, of which there are at most eight, and some more. */
    private static final int POOL_SIZE = 20;

    /** The address and the credentials of the database. */
    public abstract DatabaseConfig config();

    /** The open database. */
    public Database database() {
        return switch (this) {
            case H2 -> OpenH2.DATABASE;
            case POSTGRES -> OpenPostgres.DATABASE;
        };
    }

    private static DatabaseConfig at(String url) {
        return new DatabaseConfig(url, "", "", POOL_SIZE, Duration.ofSeconds(30));
    }

    private static final class OpenH2 {
        static final Database DATABASE = Database.open(H2.config());
    }

    private static final class OpenPostgres {
        static final Database DATABASE = Database.open(POSTGRES.config());
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException notStarted) {
                throw new UncheckedIOException(notStarted);
            }
        }
    }
}
