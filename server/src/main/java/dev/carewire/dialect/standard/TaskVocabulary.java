package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.TaskEvents.TASK_CREATED;
import static dev.carewire.event.TaskEvents.TASK_UPDATED;

import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** Tasks, which derm-app's contract does not contain, in its shape. */
final class TaskVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("title", "description", "patientName");

    private TaskVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(TASK_CREATED)
                .modules(EventModules.TASKS)
                .minimal(REDUCTION)
                .record("task:created", "task", created -> StandardJson.task(created.task()));
        rows.event(TASK_UPDATED)
                .modules(EventModules.TASKS)
                .minimal(REDUCTION)
                .record("task:updated", "task", updated -> StandardJson.task(updated.task()));
    }
}
