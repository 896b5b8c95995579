package dev.carewire.adapter.jdbi;

import org.flywaydb.core.Flyway;

/** The migrations of the schema, those in SQL and those in Java. */
final class Migrations {

    private Migrations() {}

    /** The migrations of the database to which the connections lead. */
    static Flyway of(ConnectionSource connections) {
        return Flyway.configure()
                .dataSource(connections)
                .locations("classpath:db/migration")
                .javaMigrations(new ForeignKeyRemoval(), new PatientIndexing())
                .loggers("slf4j")
                .load();
    }
}
