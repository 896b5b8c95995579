package dev.carewire.event;

/** The urgency of a task, ascending. */
public enum TaskPriority implements WireNamed {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
