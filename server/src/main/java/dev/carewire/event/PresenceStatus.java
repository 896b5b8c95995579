package dev.carewire.event;

/** Whether a user can be reached. */
public enum PresenceStatus {
    ONLINE,
    AWAY,
    OFFLINE
}
