package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
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
        return new RecordRoutes<>("/api/tasks", StandardJson::task)
                .pages(this::list)
                .create(this::create)
                .get(tasks::get)
                .put(
                        tasks::find,
                        this::create,
                        (caller, current, body) -> tasks.update(caller, current.id(), form(body)))
                .command("complete", (caller, id) -> tasks.update(caller, id, status(TaskStatus.COMPLETED)))
                .command("cancel", (caller, id) -> tasks.update(caller, id, status(TaskStatus.CANCELLED)))
                .routes();
    }

    private TaskSnapshot create(Caller caller, RecordBody<TaskSnapshot> body) {
        return tasks.create(caller, form(body));
    }

    private Page<TaskSnapshot> list(Caller caller, ListQuery query) {
        return tasks.list(
                caller,
                RecordQuery.<TaskStatus>all(query.limit())
                        .with(
                                Reference.ASSIGNEE,
                                query.text("assigneeId").map(id -> id.equals(ME) ? caller.userId() : id))
                        .with(Reference.PATIENT, query.text("patientId"))
                        .in(query.statuses(EnumNames.TASK_STATUS, TaskStatus.class)),
                query.before());
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

    private static TaskForm form(RecordBody<TaskSnapshot> body) {
        JsonFields fields = body.fields();
        return new TaskForm(
                body.id(),
                fields.text("title"),
                fields.text("description"),
                fields.enumValue(EnumNames.TASK_PRIORITY, "priority"),
                fields.enumValue(EnumNames.TASK_STATUS, "status"),
                fields.id("patientId", "patient"),
                fields.id("assigneeId", "assignee"),
                fields.day("dueDate"),
                body.extra());
    }
}
