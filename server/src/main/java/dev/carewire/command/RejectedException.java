package dev.carewire.command;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A command was rejected and changed nothing. Features throw it, and the edge maps it to the client's answer. It is not
 * a server fault and not logged as one.
 */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rejection rejection;
    private final transient List<Fault> faults;
    private final int omittedFaults;

    /**
     * A rejection.
     *
     * @param text for the client: names the field or rule, never an entered value
     */
    public RejectedException(Rejection rejection, String text) {
        this(rejection, text, List.of(), 0);
    }

    private RejectedException(Rejection rejection, String text, List<Fault> faults, int omittedFaults) {
        super(text, null, false, false);
        this.rejection = Objects.requireNonNull(rejection, "rejection");
        this.faults = List.copyOf(faults);
        this.omittedFaults = omittedFaults;
    }

    public static RejectedException invalid(String text) {
        return new RejectedException(Rejection.INVALID, text);
    }

    /** Rejects one field. */
    public static RejectedException invalid(Fault fault) {
        return invalid(List.of(fault));
    }

    /** Rejects several fields at once, at least one. The text joins theirs. */
    public static RejectedException invalid(List<Fault> faults) {
        return invalid(faults, 0);
    }

    /** {@link #invalid(List)} with the number of further faults, which are not named. */
    static RejectedException invalid(List<Fault> faults, int omitted) {
        String text = faults.stream().map(Fault::text).collect(Collectors.joining("; "))
                + (omitted == 0 ? "" : "; and " + omitted + " more");
        return new RejectedException(Rejection.INVALID, text, faults, omitted);
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

    /** This rejection of a part of a larger input, such as {@code events[2].}. */
    public RejectedException within(String parent) {
        return faults.isEmpty()
                ? new RejectedException(rejection, parent + text())
                : invalid(faults.stream().map(fault -> fault.within(parent)).toList(), omittedFaults);
    }

    public Rejection rejection() {
        return rejection;
    }

    /** The faulty fields; empty if the rejection names no field by itself. */
    public List<Fault> faults() {
        return faults;
    }

    /** Safe to show to the client. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
