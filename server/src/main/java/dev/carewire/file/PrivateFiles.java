package dev.carewire.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Access rights of the server's own folders (0700) and files (0600), on file systems that have them. */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    /** Creates a folder, and its parents, for this user only; one that exists stays as it is. Returns the folder. */
    public static Path createFolder(Path folder) throws IOException {
        // The library's method refuses a link to a folder.
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Creates the folder of a file, as {@link #createFolder} does. */
    public static void createFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            createFolder(folder);
        }
    }

    /** Creates a file that does not exist, for this user only. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), newFile(file));
    }

    /** Copies bytes to a file that does not exist, for this user only, and makes them durable. */
    public static void copy(InputStream from, Path to) throws IOException {
        try (FileChannel channel = create(to)) {
            from.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    /** Makes durable which files a folder has, where the system knows a way. */
    public static void force(Path folder) throws IOException {
        if (hasPermissions(folder)) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    /** Deletes a file, or a folder with all that it contains; does nothing if there is none. */
    public static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(path)) {
            all = new ArrayList<>(found.toList());
        }
        Collections.reverse(all);
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    /** Attributes of a new file. */
    public static FileAttribute<?>[] newFile(Path place) {
        return attributes(place, FILE);
    }

    private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> permissions) {
        return hasPermissions(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether every user may create files in the folder, as in {@code /tmp}. */
    static boolean isShared(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    /**
     * Makes a folder or a file accessible to its owner only. Returns whether it had to change.
     *
     * @param folder the data folder
     * @throws UnusableFolderException if it had to, and belongs to another user; or if this user cannot write to it
     */
    public static boolean correct(Path path, Path folder) throws IOException {
        boolean corrected = hasPermissions(path) && restrict(path, folder);
        if (!Files.isWritable(path) || (Files.isDirectory(path) && !Files.isExecutable(path))) {
            throw new UnusableFolderException(describe(path) + " and cannot write to it" + wayOut(folder));
        }
        return corrected;
    }

    private static boolean restrict(Path path, Path folder) throws IOException {
        Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
        if (Files.getPosixFilePermissions(path).equals(wanted)) {
            return false;
        }
        try {
            Files.setPosixFilePermissions(path, wanted);
            return true;
        } catch (FileSystemException notOurs) {
            throw new UnusableFolderException(
                    describe(path) + " and cannot close it to other users" + wayOut(folder), notOurs);
        }
    }

    /** The owner of a file and the user of this process: the beginning of a sentence. */
    public static String describe(Path path) {
        return path + " belongs to " + owner(path) + ", the server runs as " + System.getProperty("user.name");
    }

    private static String owner(Path path) {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException hidden) {
            return "an unknown user";
        }
    }

    private static String wayOut(Path folder) {
        return " (expected: chown -R " + System.getProperty("user.name") + " " + folder
                + ", or another server.data-dir)";
    }
}
