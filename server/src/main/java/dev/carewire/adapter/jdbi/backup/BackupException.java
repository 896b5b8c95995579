package dev.carewire.adapter.jdbi.backup;

/** A backup is not written, or not restored. The message states the reason and the way out; it has no values of records. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
