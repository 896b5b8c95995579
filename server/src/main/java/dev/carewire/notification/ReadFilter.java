package dev.carewire.notification;

/** Which of a user's notifications are asked for, by whether the user knows of them. */
public enum ReadFilter {
    ALL,
    /** Seen, acknowledged or put away. */
    READ,
    /** Neither seen nor put away. */
    UNREAD
}
