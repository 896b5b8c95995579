package dev.carewire.event;

/** The life of a prescription. */
public enum PrescriptionStatus implements WireNamed {
    /** Written, not yet with a pharmacy. */
    PENDING,
    /** With a pharmacy. */
    SENT,
    FILLED,
    CANCELLED;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == FILLED || this == CANCELLED;
    }
}
