package dev.carewire.notification;

/** The finding of a laboratory. */
public enum Finding {
    NORMAL,
    /** Requires a review. */
    ABNORMAL
}
