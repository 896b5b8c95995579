package dev.carewire.adapter.jdbi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Reads a file from {@code attachment_parts}, one part at a time. One thread at a time; blocks. */
final class AttachmentParts extends InputStream {

    private final Database database;
    private final String fileId;
    private final int count;
    private byte[] part = {};
    private int position;
    private int next;

    /** @param count parts of the file */
    AttachmentParts(Database database, String fileId, int count) {
        this.database = database;
        this.fileId = fileId;
        this.count = count;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? part[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int copied = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, copied);
        position += copied;
        return copied;
    }

    /** Makes sure that the part has bytes that are not read yet. */
    private boolean hasMore() throws IOException {
        while (position == part.length) {
            if (next == count) {
                return false;
            }
            part = load().orElseThrow(() -> new IOException("The file was deleted"));
            position = 0;
            next++;
        }
        return true;
    }

    private Optional<byte[]> load() throws IOException {
        try {
            return database.find(
                    "SELECT content FROM attachment_parts WHERE file_id = :file AND place = :place",
                    Map.of("file", fileId, "place", next),
                    row -> row.getBytes("content"));
        } catch (RuntimeException notReadable) {
            throw new IOException(notReadable);
        }
    }
}
