package dev.carewire.event;

/** The lifecycle of a laboratory order. */
public enum LabStatus implements WireNamed {
    /** Waiting for its result. */
    ORDERED,
    /** The result has not been reviewed yet. */
    RESULTED,
    /** A doctor has read the result. */
    REVIEWED,
    CANCELLED;

    /** Whether this state is terminal. */
    public boolean isFinal() {
        return this == REVIEWED || this == CANCELLED;
    }
}
