package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The files through which a command asks a running server for a snapshot. Only the user of the data folder can access them.
 * The command has locked {@link #lock} from its request until it needs the server no longer, or is killed.
 */
record Exchange(Path folder) {

    private static final String LOCK = "lock";
    private static final String REQUEST = "request";
    private static final String ANSWER = "answer";
    private static final String WRITTEN = ".new";

    /**
     * The outcome of a request.
     *
     * @param id of the request
     * @param refusal why there is no snapshot; empty = {@link #snapshot} is complete
     */
    record Answer(String id, String refusal) {}

    static Exchange of(DataFiles files) {
        return new Exchange(files.exchange());
    }

    Path lock() {
        return folder.resolve(LOCK);
    }

    /** The complete snapshot. */
    Path snapshot() {
        return folder.resolve("snapshot.zip");
    }

    /** The snapshot that the server is writing. */
    Path draft() {
        return folder.resolve("snapshot.part");
    }

    void request(String id) throws IOException {
        write(folder.resolve(REQUEST), id);
    }

    /** The id of the present request. */
    Optional<String> request() throws IOException {
        return read(folder.resolve(REQUEST));
    }

    void answer(Answer answer) throws IOException {
        write(folder.resolve(ANSWER), answer.id() + "\n" + answer.refusal());
    }

    Optional<Answer> answer() throws IOException {
        return read(folder.resolve(ANSWER)).map(text -> {
            String[] lines = text.split("\n", 2);
            return new Answer(lines[0], lines.length < 2 ? "" : lines[1]);
        });
    }

    /** Deletes all but the lock: what an earlier request has left. */
    void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, file -> !file.equals(lock()))) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + WRITTEN);
        Files.deleteIfExists(written);
        PrivateFiles.create(written).close();
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
