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
 */
public record DatabaseUse(Optional<String> holder, Optional<Path> embedded, Consumer<String> onTakenOver) {

    /** Beside other processes, for tests and for tools that read. */
    static final DatabaseUse SHARED = new DatabaseUse(Optional.empty(), Optional.empty(), other -> {});
}
