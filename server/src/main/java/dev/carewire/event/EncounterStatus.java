package dev.carewire.event;

/** The life of an encounter's record. */
public enum EncounterStatus implements WireNamed {
    DRAFT,
    IN_PROGRESS,
    COMPLETED,
    /** Its provider answers for it; nothing follows. */
    SIGNED
}
