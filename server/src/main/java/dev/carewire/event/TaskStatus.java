package dev.carewire.event;

/** The lifecycle of a task. */
public enum TaskStatus implements WireNamed {
    OPEN,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED;

    /** Whether this state is terminal. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED;
    }
}
