package dev.carewire.event;

/** How far a notification has come, rising; it never goes back. */
public enum NotificationState {
    /** Stored. */
    QUEUED,
    /** Written to a live session of its user. */
    DELIVERED,
    /** Its user has seen it. */
    SEEN,
    /** Somebody who was told has confirmed it. */
    ACKNOWLEDGED
}
