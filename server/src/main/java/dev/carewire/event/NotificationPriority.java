package dev.carewire.event;

/** The urgency of a notification, ascending. */
public enum NotificationPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT,
    /** A person may be in danger. Client families with four priorities receive it as urgent. */
    EMERGENCY
}
