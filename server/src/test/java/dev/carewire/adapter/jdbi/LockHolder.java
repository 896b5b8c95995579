package dev.carewire.adapter.jdbi;

import java.time.Duration;
import java.util.Optional;

/** A program that opens a database, prints a line, and keeps the database until it is killed. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        Database database = Database.open(
                new DatabaseConfig(arguments[0], "", "", 1, Duration.ofSeconds(10)),
                new DatabaseUse(Optional.of("killed"), Optional.empty(), other -> {}));
        System.out.println(database.isWritable());
        Thread.currentThread().join();
    }
}
