package dev.carewire.event;

/** How a patient joined the waiting queue. */
public enum QueueKind {
    APPOINTMENT,
    WALK_IN,
    FOLLOW_UP
}
