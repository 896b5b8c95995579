package dev.carewire.event;

/** How urgent a notification is, rising. */
public enum NotificationPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
