package dev.carewire.adapter.jdbi;

/** The server must not use a database; the message states the reason and the way out. */
public final class UnusableDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableDatabaseException(String message) {
        super(message);
    }

    UnusableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
