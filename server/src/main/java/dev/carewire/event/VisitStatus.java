package dev.carewire.event;

/** The lifecycle of a visit. */
public enum VisitStatus {
    DRAFT,
    OPEN,
    CLOSED,
    CANCELLED;

    /** Whether this state is terminal. */
    public boolean isFinal() {
        return this == CLOSED || this == CANCELLED;
    }
}
