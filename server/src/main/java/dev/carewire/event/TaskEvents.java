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
                    "A task was created.")
            .stateOf(ReportedRecord.Kind.TASK, created -> created.task().id());

    public static final EventType<TaskUpdated> TASK_UPDATED = new EventType<>(
                    "task.updated",
                    TaskUpdated.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A task was reassigned, changed or deleted.")
            .stateOf(ReportedRecord.Kind.TASK, updated -> updated.task().id());

    static final List<EventType<?>> ALL = List.of(TASK_CREATED, TASK_UPDATED);

    private TaskEvents() {}

    /** A task was created. */
    public record TaskCreated(TaskSnapshot task) {

        public TaskCreated {
            PayloadChecks.required("task", task);
        }
    }

    /** A task was reassigned, changed or deleted. */
    public record TaskUpdated(TaskSnapshot task) {

        public TaskUpdated {
            PayloadChecks.required("task", task);
        }
    }
}
