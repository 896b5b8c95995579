package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a backup and compares it with its manifest. One thread. */
final class ArchiveReader implements AutoCloseable {

    /** Enough for a million attachments. */
    private static final int MAX_MANIFEST_BYTES = 256 * 1024 * 1024;

    private static final String NOT_A_BACKUP =
            " is not a complete backup (expected: a file of scripts/carewire backup)";

    private final ZipFile zip;
    private final Manifest manifest;

    private ArchiveReader(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a backup and reads its manifest.
     *
     * @throws BackupException if the file is no complete backup, or names a file that does not belong to one
     */
    static ArchiveReader open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (NoSuchFileException missing) {
            throw new BackupException("there is no file " + file, missing);
        } catch (ZipException incomplete) {
            throw notABackup(file, incomplete);
        }
        try {
            Manifest manifest = manifest(zip, file);
            requireSameNames(zip, manifest, file);
            return new ArchiveReader(zip, manifest);
        } catch (IOException | RuntimeException failure) {
            zip.close();
            throw failure;
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupException(file + NOT_A_BACKUP);
        }
        try (InputStream text = zip.getInputStream(entry)) {
            byte[] bytes = text.readNBytes(MAX_MANIFEST_BYTES);
            Manifest manifest = Manifest.parse(
                    new String(bytes, StandardCharsets.UTF_8).lines().toList());
            if (manifest.format() == Manifest.FORMAT) {
                return manifest;
            }
            throw new BackupException(file + " has the format " + manifest.format() + " (expected: " + Manifest.FORMAT
                    + ", or a later version of CareWire)");
        } catch (IllegalArgumentException | ZipException damaged) {
            throw notABackup(file, damaged);
        }
    }

    private static void requireSameNames(ZipFile zip, Manifest manifest, Path file) {
        Set<String> names = new HashSet<>();
        for (Manifest.Member member : manifest.members()) {
            if (!Members.isAllowed(member.name())) {
                throw new BackupException(file + " contains a file that does not belong to a backup (expected: the"
                        + " database, attachments and the demo secret)");
            }
            names.add(member.name());
        }
        names.add(Manifest.NAME);
        boolean isSame = zip.size() == names.size()
                && manifest.members().size() + 1 == names.size()
                && names.stream().allMatch(name -> zip.getEntry(name) != null);
        if (!isSame) {
            throw new BackupException(file + " contains other files than its manifest (expected: an unchanged backup)");
        }
    }

    private static BackupException notABackup(Path file, Exception cause) {
        return new BackupException(file + NOT_A_BACKUP, cause);
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Writes the members to a folder.
     *
     * @throws BackupException if one differs from the manifest
     */
    void extract(DataFiles target, DigestingCopy copy) throws IOException {
        PrivateFiles.createFolder(target.attachments());
        for (Manifest.Member member : manifest.members()) {
            Path file = target.folder().resolve(member.name());
            PrivateFiles.createFolderOf(file);
            if (!extract(member, file, copy).equals(member)) {
                throw new BackupException(damaged(member));
            }
        }
    }

    private Manifest.Member extract(Manifest.Member member, Path file, DigestingCopy copy) throws IOException {
        try (InputStream content = zip.getInputStream(zip.getEntry(member.name()));
                FileChannel channel = PrivateFiles.create(file);
                OutputStream to = Channels.newOutputStream(channel)) {
            // One byte more shows that the content is too long.
            Manifest.Member written = copy.copy(member.name(), content, to, member.bytes() + 1);
            channel.force(true);
            return written;
        } catch (ZipException broken) {
            throw new BackupException(damaged(member), broken);
        }
    }

    private static String damaged(Manifest.Member member) {
        return "the backup is damaged: " + member.name() + " differs from the manifest (expected: an unchanged backup)";
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
