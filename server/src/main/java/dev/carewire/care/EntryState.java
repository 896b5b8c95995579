package dev.carewire.care;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;

/** The state of a queue entry: its status, and whether a waiting patient has arrived. */
public enum EntryState {
    /** Waiting, but not checked in: the clinic expects the patient. */
    EXPECTED(QueueStatus.WAITING),
    /** Waiting and checked in. */
    WAITING(QueueStatus.WAITING),
    IN_PROGRESS(QueueStatus.IN_PROGRESS),
    COMPLETED(QueueStatus.COMPLETED),
    CANCELLED(QueueStatus.CANCELLED),
    NO_SHOW(QueueStatus.NO_SHOW);

    private final QueueStatus status;

    EntryState(QueueStatus status) {
        this.status = status;
    }

    /** The state of an entry. */
    public static EntryState of(QueueEntrySnapshot entry) {
        return switch (entry.status()) {
            case WAITING -> entry.checkedIn() ? WAITING : EXPECTED;
            case IN_PROGRESS -> IN_PROGRESS;
            case COMPLETED -> COMPLETED;
            case CANCELLED -> CANCELLED;
            case NO_SHOW -> NO_SHOW;
        };
    }

    /** Whether the patient has arrived and has not left the queue. */
    boolean isPresent() {
        return this == WAITING || this == IN_PROGRESS;
    }

    /** The status of an entry in this state. */
    public QueueStatus status() {
        return status;
    }
}
