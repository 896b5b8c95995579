package dev.carewire.event;

/** How much protected health information an event's payload holds. */
public enum Phi {
    /** Ids and states only. */
    NONE,
    /** Names or contact data that identify a person. */
    IDENTIFYING,
    /** Identifying data together with details of the person's care. */
    CLINICAL
}
