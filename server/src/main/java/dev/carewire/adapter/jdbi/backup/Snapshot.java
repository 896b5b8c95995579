package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import dev.carewire.file.LockFile;
import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

/** The command's side of a snapshot: asks the server that uses a data folder, and waits. One thread. */
final class Snapshot {

    /** A running server begins within half a second, unless the machine is very busy. */
    private static final Duration BEGIN = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(100);

    private final DataFiles files;
    private final Exchange exchange;
    private final String holder;
    private final String id = UUID.randomUUID().toString();

    /**
     * A snapshot for a process that has locked the exchange.
     *
     * @param holder names this process
     */
    Snapshot(DataFiles files, String holder) {
        this.files = files;
        this.exchange = Exchange.of(files);
        this.holder = holder;
    }

    /**
     * Asks for a snapshot, waits for it and moves the database in it to {@code target}. Blocks for as long as the server
     * writes.
     *
     * @throws BackupException if the server refuses, stops or does not respond
     */
    void fetch(Path target) throws IOException {
        exchange.request(id);
        String refusal = await().refusal();
        if (!refusal.isEmpty()) {
            throw new BackupException(refusal);
        }
        try (ZipInputStream snapshot = new ZipInputStream(Files.newInputStream(exchange.snapshot()))) {
            if (snapshot.getNextEntry() == null) {
                throw new BackupException("the snapshot of the server is empty (expected: the database)");
            }
            PrivateFiles.copy(snapshot, target);
        }
        Files.delete(exchange.snapshot());
    }

    private Exchange.Answer await() throws IOException {
        long begin = System.nanoTime();
        boolean begun = false;
        while (true) {
            Optional<Exchange.Answer> answer =
                    exchange.answer().filter(given -> given.id().equals(id));
            if (answer.isPresent()) {
                return answer.get();
            }
            begun |= Files.exists(exchange.draft()) || Files.exists(exchange.snapshot());
            requireServer();
            if (!begun && System.nanoTime() - begin > BEGIN.toNanos()) {
                throw new BackupException("the server does not respond (expected: a snapshot from a server of this"
                        + " version; or stop it, and repeat the command)");
            }
            pause();
        }
    }

    private void requireServer() throws IOException {
        Optional<LockFile> free = LockFile.tryTake(files.lock(), holder);
        if (free.isPresent()) {
            free.get().close();
            throw new BackupException("the server has stopped meanwhile (expected: the same command again)");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", ended);
        }
    }
}
