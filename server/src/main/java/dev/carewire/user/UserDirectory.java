package dev.carewire.user;

/** Which users count as the clinic's staff. */
public enum UserDirectory {
    /** Entered staff, and staff learned from verified tokens. Records may name any user id of the clinic. */
    OPEN,
    /** Entered staff only. Records may name no other user. */
    CLOSED
}
