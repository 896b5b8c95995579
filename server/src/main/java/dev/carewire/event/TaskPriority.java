package dev.carewire.event;

/** How urgent a task is, rising. */
public enum TaskPriority implements Worded {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
