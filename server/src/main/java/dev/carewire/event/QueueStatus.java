package dev.carewire.event;

/** The lifecycle of an entry of the waiting queue. */
public enum QueueStatus {
    WAITING,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    NO_SHOW;

    /** Whether the patient has left the queue. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == NO_SHOW;
    }
}
