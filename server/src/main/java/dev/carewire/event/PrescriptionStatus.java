package dev.carewire.event;

/** The lifecycle of a prescription. */
public enum PrescriptionStatus implements WireNamed {
    /** Written, not yet sent to a pharmacy. */
    PENDING,
    /** Sent to a pharmacy. */
    SENT,
    FILLED,
    CANCELLED;

    /** Whether this state is terminal. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED;
    }
}
