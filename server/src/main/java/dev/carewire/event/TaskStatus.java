package dev.carewire.event;

/** The life of a task. */
public enum TaskStatus implements WireNamed {
    OPEN,
    IN_PROGRESS,
    COMPLETED,
    CANCELLED;

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return this == COMPLETED || this == CANCELLED;
    }
}
