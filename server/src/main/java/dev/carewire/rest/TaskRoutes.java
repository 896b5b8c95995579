package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.record.ExtraChange;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import dev.carewire.task.TaskForm;
import dev.carewire.task.Tasks;
import java.util.List;
import java.util.Optional;

/**
 * Tasks. The list accepts {@code assigneeId}, where {@code me} is the caller, {@code patientId}, {@code status},
 * {@code before} and {@code limit}.
 */
public final class TaskRoutes {

    private static final String ME = "me";

    private final Tasks tasks;

    public TaskRoutes(Tasks tasks) {
        this.tasks = tasks;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<TaskSnapshot, TaskForm> creation =
                new RecordRoutes.Creation<>(TaskRoutes::creation, tasks::create);
        return new RecordRoutes<>("/api/tasks", StandardJson::task, tasks::whileLocked)
                .newestFirst(
                        TaskRoutes::filter, (caller, filter, before) -> tasks.list(caller, filter.of(caller), before))
                .create(creation)
                .get(tasks::get)
                .put(creation, TaskRoutes::change, (caller, current, form) -> tasks.update(caller, current.id(), form))
                .command("complete", (caller, id) -> tasks.update(caller, id, status(TaskStatus.COMPLETED)))
                .command("cancel", (caller, id) -> tasks.update(caller, id, status(TaskStatus.CANCELLED)))
                .routes();
    }

    private static TaskFilter filter(ListQuery query) {
        return new TaskFilter(
                query.text("assigneeId"),
                RecordQuery.<TaskStatus>all(query.limit())
                        .with(Reference.PATIENT, query.text("patientId"))
                        .in(query.statuses(EnumNames.TASK_STATUS, TaskStatus.class)));
    }

    private static TaskForm status(TaskStatus status) {
        return new TaskForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ExtraChange.none());
    }

    private static TaskForm creation(RecordBody<TaskSnapshot> body) {
        JsonFields fields = body.fields();
        fields.required("title", () -> fields.line("title"));
        return change(body);
    }

    private static TaskForm change(RecordBody<TaskSnapshot> body) {
        JsonFields fields = body.fields();
        return new TaskForm(
                body.id(),
                fields.line("title"),
                fields.clearableProse("description"),
                fields.enumValue(EnumNames.TASK_PRIORITY, "priority"),
                fields.enumValue(EnumNames.TASK_STATUS, "status"),
                fields.id("patientId", "patient"),
                fields.id("assigneeId", "assignee"),
                fields.day("dueDate"),
                body.extra());
    }

    private record TaskFilter(Optional<String> assigneeId, RecordQuery<TaskStatus> others) {

        RecordQuery<TaskStatus> of(Caller caller) {
            return others.with(Reference.ASSIGNEE, assigneeId.map(id -> id.equals(ME) ? caller.userId() : id));
        }
    }
}
