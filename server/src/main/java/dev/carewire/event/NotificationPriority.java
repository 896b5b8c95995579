package dev.carewire.event;

/** How urgent a notification is, rising. */
public enum NotificationPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT,
    /** Somebody may be in danger. Families of clients that know four priorities see it as urgent. */
    EMERGENCY
}
