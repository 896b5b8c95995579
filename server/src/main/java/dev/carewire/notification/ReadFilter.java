package dev.carewire.notification;

/** Selects a user's notifications by whether they have been read. */
public enum ReadFilter {
    ALL,
    /** Seen, acknowledged or dismissed. */
    READ,
    /** Neither seen nor dismissed. */
    UNREAD
}
