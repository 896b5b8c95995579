package dev.carewire.event;

/** The way of a laboratory order. */
public enum LabStatus implements WireNamed {
    /** Waits for its result. */
    ORDERED,
    /** Has a result that nobody has answered for yet. */
    RESULTED,
    /** Somebody has read the result. */
    REVIEWED,
    CANCELLED;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == REVIEWED || this == CANCELLED;
    }
}
