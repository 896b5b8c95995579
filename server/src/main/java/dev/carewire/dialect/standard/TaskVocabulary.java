package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.TaskEvents.TASK_CREATED;
import static dev.carewire.event.TaskEvents.TASK_UPDATED;

import dev.carewire.dialect.Vocabulary;

/** Tasks, which derm-app's contract does not know, in its form. */
final class TaskVocabulary {

    private TaskVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        TASK_CREATED,
                        "task:created",
                        (created, at) -> wrapped("task", StandardJson.task(created.task()), at))
                .render(
                        TASK_UPDATED,
                        "task:updated",
                        (updated, at) -> wrapped("task", StandardJson.task(updated.task()), at));
    }
}
