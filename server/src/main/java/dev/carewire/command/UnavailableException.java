package dev.carewire.command;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The database or the disk cannot serve a command now. Unlike a {@link RejectedException}, it is no decision on the command, so
 * features do not handle it. The edge answers with {@link #rejection}. The adapter that throws it logs the cause; no
 * other class does.
 */
public final class UnavailableException extends RuntimeException {

    /** Marks a log line that states the cause of an outage, which an adapter repeats every minute. */
    public static final Marker CAUSE = MarkerFactory.getMarker("CAUSE_OF_OUTAGE");

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
