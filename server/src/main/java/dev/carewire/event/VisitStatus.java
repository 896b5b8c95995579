package dev.carewire.event;

/** The life of a visit. */
public enum VisitStatus {
    DRAFT,
    OPEN,
    CLOSED,
    CANCELLED;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == CLOSED || this == CANCELLED;
    }
}
