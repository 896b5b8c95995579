package dev.carewire.app.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The secret of a server that was started without one, for trying things out. Kept in the data folder, for its owner alone. */
final class DemoSecret {

    private static final String NAME = "demo-secret";
    private static final int BYTES = 48;

    private DemoSecret() {}

    /** The secret an earlier start left in the folder. Reads a file. */
    static Optional<String> find(Path folder) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(NAME)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The folder's secret; makes one, and the folder, if there is none. Two processes that start at once agree on one. */
    static String findOrCreate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Optional<String> present = find(folder);
        if (present.isPresent()) {
            return present.get();
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path draft = Files.createTempFile(folder, NAME, ".tmp", ownerOnly(folder));
        try {
            Files.writeString(draft, Base64.getUrlEncoder().encodeToString(random) + "\n");
            Files.move(draft, folder.resolve(NAME));
        } catch (FileAlreadyExistsException other) {
            // Whoever was first decides.
        } finally {
            Files.deleteIfExists(draft);
        }
        return Files.readString(folder.resolve(NAME)).strip();
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
