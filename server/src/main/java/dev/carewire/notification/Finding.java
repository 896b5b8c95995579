package dev.carewire.notification;

/** What a laboratory found. */
public enum Finding {
    NORMAL,
    /** Somebody has to look at it. */
    ABNORMAL
}
