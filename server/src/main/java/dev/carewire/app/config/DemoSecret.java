package dev.carewire.app.config;

import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret of a server that runs without a configured one, for demos. Stored in the data folder, readable by its
 * owner only.
 */
final class DemoSecret {

    private static final String NAME = "demo-secret";
    private static final int BYTES = 48;

    private DemoSecret() {}

    /** The secret that an earlier start created in the folder. Reads a file. */
    static Optional<String> find(Path folder) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(NAME)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The folder's secret; creates it, and the folder, if missing. Concurrent processes agree on one secret. */
    static String findOrCreate(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        Optional<String> present = find(folder);
        if (present.isPresent()) {
            return present.get();
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path draft = Files.createTempFile(folder, NAME, ".tmp", PrivateFiles.newFile(folder));
        try {
            Files.writeString(draft, Base64.getUrlEncoder().encodeToString(random) + "\n");
            Files.move(draft, folder.resolve(NAME));
        } catch (FileAlreadyExistsException other) {
            // The first process wins.
        } finally {
            Files.deleteIfExists(draft);
        }
        return Files.readString(folder.resolve(NAME)).strip();
    }
}
