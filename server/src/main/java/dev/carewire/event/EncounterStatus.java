package dev.carewire.event;

/** The lifecycle of an encounter's record. */
public enum EncounterStatus implements WireNamed {
    DRAFT,
    IN_PROGRESS,
    COMPLETED,
    /** Signed by its provider; a terminal state. */
    SIGNED
}
