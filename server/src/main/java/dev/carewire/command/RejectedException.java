package dev.carewire.command;

import java.util.Objects;

/**
 * A command was rejected and changed nothing. Features throw it, and the edge maps it to the client's answer. It is not
 * a server fault and not logged as one.
 */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rejection rejection;

    /**
     * A rejection.
     *
     * @param text for the client: names the field or rule, never an entered value
     */
    public RejectedException(Rejection rejection, String text) {
        super(text, null, false, false);
        this.rejection = Objects.requireNonNull(rejection, "rejection");
    }

    public static RejectedException invalid(String text) {
        return new RejectedException(Rejection.INVALID, text);
    }

    /** The same answer for a missing record and for one of another tenant. */
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
