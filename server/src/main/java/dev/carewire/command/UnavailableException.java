package dev.carewire.command;

/**
 * The database or the disk cannot serve a command now. Unlike a {@link RejectedException}, it is no decision on the command, so
 * features do not handle it. The edge answers with {@link #rejection}. The adapter that throws it logs the cause; no
 * other class does.
 */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private UnavailableException(String text, Throwable cause) {
        // While the database is away, every request throws one; a stack trace would show nothing new.
        super(text, cause, false, false);
    }

    /** The server has no connection to a database that accepts changes. Nothing has changed. */
    public static UnavailableException away(Throwable cause) {
        return new UnavailableException("the database is not available", cause);
    }

    /** A row or all connections were in use for too long, or a statement took too long. Nothing has changed. */
    public static UnavailableException busy(Throwable cause) {
        return new UnavailableException("the database is busy", cause);
    }

    /** The connection ended during the commit: the database may or may not have stored the changes. */
    public static UnavailableException unconfirmed(Throwable cause) {
        return new UnavailableException(
                "the database did not confirm the change (expected: look for it before repeating it)", cause);
    }

    /** The disk did not store a file. Nothing has changed. */
    public static UnavailableException disk(Throwable cause) {
        return new UnavailableException("the server cannot store files at present", cause);
    }

    /** The answer to the client. */
    public RejectedException rejection() {
        return new RejectedException(Rejection.UNAVAILABLE, String.valueOf(getMessage()));
    }
}
