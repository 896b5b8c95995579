package dev.carewire.event;

/** The progress of a notification, ascending; it never decreases. */
public enum NotificationState {
    /** Stored. */
    QUEUED,
    /** Written to a live session of its user. */
    DELIVERED,
    /** Its user has seen it. */
    SEEN,
    /** One of the notified users has acknowledged it. */
    ACKNOWLEDGED
}
