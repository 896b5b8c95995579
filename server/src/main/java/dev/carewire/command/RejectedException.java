package dev.carewire.command;

import java.util.Objects;

/**
 * A command was refused and changed nothing. Thrown by features, turned into the client's answer at the edge; not a fault of
 * the server and not logged as one.
 */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rejection rejection;

    /**
     * A refusal.
     *
     * @param text what the client is told: which field or rule, never a value somebody entered
     */
    public RejectedException(Rejection rejection, String text) {
        super(text, null, false, false);
        this.rejection = Objects.requireNonNull(rejection, "rejection");
    }

    public static RejectedException invalid(String text) {
        return new RejectedException(Rejection.INVALID, text);
    }

    /** The one answer for a record that does not exist and for one of another tenant. */
    public static RejectedException notFound(String what) {
        return new RejectedException(Rejection.NOT_FOUND, what + " not found");
    }

    public static RejectedException forbidden(String text) {
        return new RejectedException(Rejection.FORBIDDEN, text);
    }

    public static RejectedException conflict(String text) {
        return new RejectedException(Rejection.CONFLICT, text);
    }

    public Rejection rejection() {
        return rejection;
    }

    /** Safe to show to the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
