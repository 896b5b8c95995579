package dev.carewire.adapter.jdbi.copy;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import java.time.Duration;

/** A program that copies one database to another, prints a line after the first rows, and waits there until it is killed. */
final class CopyHolder {

    private CopyHolder() {}

    public static void main(String[] arguments) {
        DatabaseCopy.run(
                config(arguments[0]), config(arguments[1]), DatabaseCopyTest.ATTACHMENTS, "killed", (rows, total) -> {
                    if (rows >= Table.BATCH) {
                        System.out.println(rows);
                        waitForTheEnd();
                    }
                });
    }

    private static DatabaseConfig config(String url) {
        return new DatabaseConfig(url, "", "", 1, Duration.ofSeconds(10));
    }

    private static void waitForTheEnd() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
