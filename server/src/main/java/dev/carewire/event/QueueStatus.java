package dev.carewire.event;

/** The lifecycle of an entry of the waiting queue. */
public enum QueueStatus {
    WAITING,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED,
    NO_SHOW;

    /** Whether the patient is in the queue or with the doctor. */
    public boolean isOpen() {
        return this == WAITING || this == IN_PROGRESS;
    }

    /**
     * Whether an entry in this state may change to another one, or keep it. {@link #COMPLETED} and {@link #CANCELLED}
     * are terminal. A {@link #NO_SHOW} can be undone: the patient waits again, or is with the doctor.
     */
    public boolean mayBecome(QueueStatus next) {
        return next == this || isOpen() || (this == NO_SHOW && next.isOpen());
    }
}
