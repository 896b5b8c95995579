package dev.carewire.adapter.jdbi.backup;

/** Receives how far a backup or a restore is, on its thread. */
@FunctionalInterface
public interface Progress {

    /**
     * Called after each block of bytes.
     *
     * @param bytes bytes so far
     * @param total bytes at the end, unless attachments are added meanwhile
     */
    void onBytes(long bytes, long total);
}
