package dev.carewire.event;

/** Where somebody stands in the waiting queue. */
public enum QueueStatus {
    WAITING,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    NO_SHOW;

    /** Whether the person has left the queue. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == NO_SHOW;
    }
}
