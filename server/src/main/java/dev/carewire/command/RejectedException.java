package dev.carewire.command;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private final transient Optional<RecordConflict> recordConflict;
    private final transient Optional<Duration> retryAfter;
    private final Persistence persistence;

    /**
     * A rejection.
     *
     * @param text for the client: names the field or rule, never an entered value
     */
    public RejectedException(Rejection rejection, String text) {
        this(rejection, text, List.of(), 0, Optional.empty(), Optional.empty(), Persistence.LASTING);
    }

    private RejectedException(
            Rejection rejection,
            String text,
            List<Fault> faults,
            int omittedFaults,
            Optional<RecordConflict> recordConflict,
            Optional<Duration> retryAfter,
            Persistence persistence) {
        super(text, null, false, false);
        this.rejection = Objects.requireNonNull(rejection, "rejection");
        this.faults = List.copyOf(faults);
        this.omittedFaults = omittedFaults;
        this.recordConflict = recordConflict;
        this.retryAfter = retryAfter;
        this.persistence = persistence;
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
        return new RejectedException(
                Rejection.INVALID, text, faults, omitted, Optional.empty(), Optional.empty(), Persistence.LASTING);
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

    /** A conflict with a state that passes without the caller. The same request may succeed later. */
    public static RejectedException passingConflict(String text) {
        return new RejectedException(
                Rejection.CONFLICT, text, List.of(), 0, Optional.empty(), Optional.empty(), Persistence.PASSING);
    }

    /** Rejects a body of more than {@code maxBytes}. */
    public static RejectedException tooLarge(long maxBytes) {
        return new RejectedException(Rejection.TOO_LARGE, "body: too large (expected: at most " + maxBytes + " bytes)");
    }

    /** A conflict with another record of the caller's tenant, which the answer names. The caller may read that record. */
    public static RejectedException conflict(String text, RecordConflict with) {
        return new RejectedException(
                Rejection.CONFLICT, text, List.of(), 0, Optional.of(with), Optional.empty(), Persistence.LASTING);
    }

    /**
     * Rejects a caller above a rate of its own.
     *
     * @param wait time after which the rate allows the command
     */
    public static RejectedException tooManyRequests(String text, Duration wait) {
        return new RejectedException(
                Rejection.TOO_MANY_REQUESTS,
                text,
                List.of(),
                0,
                Optional.empty(),
                Optional.of(wait),
                Persistence.LASTING);
    }

    /** This rejection of a part of a larger input, such as {@code events[2].}. */
    public RejectedException within(String parent) {
        return faults.isEmpty()
                ? new RejectedException(
                        rejection, parent + text(), faults, omittedFaults, recordConflict, retryAfter, persistence)
                : invalid(faults.stream().map(fault -> fault.within(parent)).toList(), omittedFaults);
    }

    public Rejection rejection() {
        return rejection;
    }

    /** The faulty fields; empty if the rejection names no field by itself. */
    public List<Fault> faults() {
        return faults;
    }

    /** The record that prevents the change; empty for other rejections. */
    public Optional<RecordConflict> recordConflict() {
        return recordConflict;
    }

    /** The time after which the same command may succeed; empty if unknown, or if it cannot succeed. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether it is a {@linkplain #passingConflict passing conflict}, which must not be repeated to a later request. */
    public boolean isPassing() {
        return persistence == Persistence.PASSING;
    }

    /** Safe to show to the client. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Whether the same request may succeed later although its sender changes nothing. */
    private enum Persistence {
        LASTING,
        PASSING
    }
}
