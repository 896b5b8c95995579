package dev.carewire.adapter.jdbi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a process uses a database.
 *
 * @param holder locks the database and names the process to another one that wants to; empty = the process shares it
 * @param embedded the file of the embedded database, which must hold no records if an empty PostgreSQL is used instead
 * @param onTakenOver receives the name of a process that has taken over the lock of the database. Called at most once, on a
 *     thread of the database
 * @param lock whether other nodes of a cluster may use the database, too
 * @param unfinished whether the process may use a database to which not all records are copied yet
 */
public record DatabaseUse(
        Optional<String> holder,
        Optional<Path> embedded,
        Consumer<String> onTakenOver,
        LockMode lock,
        UnfinishedCopy unfinished) {

    /** The table that a database has until all records are copied to it. */
    public static final String UNFINISHED_COPY = "unfinished_copy";

    /** The other processes that may use the database. */
    public enum LockMode {
        /** None. */
        EXCLUSIVE,
        /** Nodes that lock it in the same mode. PostgreSQL only. */
        SHARED
    }

    /** The treatment of a database to which not all records are copied yet. */
    public enum UnfinishedCopy {
        REFUSE,
        CONTINUE
    }

    /** Keeps others out, and refuses a database to which not all records are copied yet. */
    public DatabaseUse(Optional<String> holder, Optional<Path> embedded, Consumer<String> onTakenOver) {
        this(holder, embedded, onTakenOver, LockMode.EXCLUSIVE, UnfinishedCopy.REFUSE);
    }

    /** The same use with another lock. */
    public DatabaseUse with(LockMode other) {
        return new DatabaseUse(holder, embedded, onTakenOver, other, unfinished);
    }

    /** For a copy, which locks the database under the name of {@code holder}. */
    public static DatabaseUse copying(String holder) {
        return new DatabaseUse(
                Optional.of(holder), Optional.empty(), other -> {}, LockMode.EXCLUSIVE, UnfinishedCopy.CONTINUE);
    }

    /** Beside other processes, for tests and for tools that read. */
    static final DatabaseUse SHARED = new DatabaseUse(Optional.empty(), Optional.empty(), other -> {});
}
