package dev.carewire.event;

import java.util.List;

/** Tasks. */
public final class TaskEvents {

    public static final EventType<TaskCreated> TASK_CREATED = new EventType<>(
            "task.created",
            TaskCreated.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A task was written down.");

    public static final EventType<TaskUpdated> TASK_UPDATED = new EventType<>(
            "task.updated",
            TaskUpdated.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A task changed hands, moved on or was removed.");

    static final List<EventType<?>> ALL = List.of(TASK_CREATED, TASK_UPDATED);

    private TaskEvents() {}

    /** A task was written down. */
    public record TaskCreated(TaskSnapshot task) {

        public TaskCreated {
            PayloadChecks.given("task", task);
        }
    }

    /** A task changed hands, moved on or was removed. */
    public record TaskUpdated(TaskSnapshot task) {

        public TaskUpdated {
            PayloadChecks.given("task", task);
        }
    }
}
