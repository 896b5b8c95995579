package dev.carewire.adapter.jdbi;

import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/** A migration of the database that no SQL file can express. It runs in one transaction. */
abstract class CodeMigration implements JavaMigration {

    private final MigrationVersion version;
    private final String description;

    /**
     * A migration with a name.
     *
     * @param version between those of the files, such as {@code 12.1}
     */
    CodeMigration(String version, String description) {
        this.version = MigrationVersion.fromVersion(version);
        this.description = Objects.requireNonNull(description, "description");
    }

    @Override
    public final MigrationVersion getVersion() {
        return version;
    }

    @Override
    public final String getDescription() {
        return description;
    }

    /** Unlike a file, the code needs no check for changes. */
    @Override
    public final Integer getChecksum() {
        return 1;
    }

    @Override
    public final boolean canExecuteInTransaction() {
        return true;
    }
}
