package dev.carewire.adapter.jdbi.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies bytes, counts them and computes their SHA-256 digest. One thread. */
final class DigestingCopy {

    private static final int BLOCK = 64 * 1024;

    private final Progress progress;
    private final long total;
    private long done;

    /**
     * Copies of several contents.
     *
     * @param total bytes of all contents
     */
    DigestingCopy(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    /**
     * Copies one content.
     *
     * @param most bytes after which the copy ends
     */
    Manifest.Member copy(String name, InputStream from, OutputStream to, long most) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        long bytes = 0;
        while (bytes < most) {
            int read = from.read(block, 0, (int) Math.min(BLOCK, most - bytes));
            if (read < 0) {
                break;
            }
            digest.update(block, 0, read);
            to.write(block, 0, read);
            bytes += read;
            done += read;
            progress.onBytes(Math.min(done, total), total);
        }
        return new Manifest.Member(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
