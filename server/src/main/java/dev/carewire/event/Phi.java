package dev.carewire.event;

/** How much protected health information an event's payload holds. */
public enum Phi {
    /** Ids and states only. */
    NONE,
    /** Names or contact data that identify a person. */
    IDENTIFYING,
    /** What identifies a person together with something about their care. */
    CLINICAL
}
