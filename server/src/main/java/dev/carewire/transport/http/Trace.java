package dev.carewire.transport.http;

/**
 * Where something failed, without what it said: messages of database drivers and parsers quote values, and those are patient
 * data.
 */
final class Trace extends Exception {

    private static final long serialVersionUID = 1;

    private Trace(Throwable failure, int depth) {
        super(failure.getClass().getName());
        setStackTrace(failure.getStackTrace());
        if (failure.getCause() != null && depth > 0) {
            initCause(new Trace(failure.getCause(), depth - 1));
        }
    }

    /** The trace of {@code failure} and of at most eight causes. */
    static Trace of(Throwable failure) {
        return new Trace(failure, 8);
    }
}
