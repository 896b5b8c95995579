package dev.carewire.event;

/** How urgent a task is, rising. */
public enum TaskPriority implements WireNamed {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
