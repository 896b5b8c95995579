package dev.carewire.adapter.jdbi.copy;

/** A copy did not start, or did not finish. The message states the reason and the way out, without values of rows. */
public final class CopyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CopyException(String message) {
        super(message);
    }

    CopyException(String message, Throwable cause) {
        super(message, cause);
    }
}
