package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup: the members, and at the end the manifest. An archive without its end is not readable. One thread. */
final class ArchiveWriter implements AutoCloseable {

    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final DigestingCopy copy;
    private final List<Manifest.Member> members = new ArrayList<>();

    private ArchiveWriter(FileChannel channel, DigestingCopy copy) {
        this.channel = channel;
        this.copy = copy;
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Creates the file, which must not exist. */
    static ArchiveWriter create(Path file, DigestingCopy copy) throws IOException {
        return new ArchiveWriter(PrivateFiles.create(file), copy);
    }

    void add(String name, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            members.add(copy.copy(name, content, zip, Long.MAX_VALUE));
            zip.closeEntry();
        }
    }

    List<Manifest.Member> members() {
        return List.copyOf(members);
    }

    /** Completes the archive and makes it durable. */
    void finish(Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        for (String line : manifest.lines()) {
            zip.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
    }

    /** Closes the file without completing it; the caller deletes an incomplete one. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
