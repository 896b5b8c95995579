package dev.carewire.event;

/** How somebody came into the waiting queue. */
public enum QueueKind {
    APPOINTMENT,
    WALK_IN,
    FOLLOW_UP
}
