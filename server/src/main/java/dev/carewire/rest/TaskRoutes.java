package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.TaskStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.task.TaskForm;
import dev.carewire.task.TaskQuery;
import dev.carewire.task.Tasks;
import java.util.List;
import java.util.Optional;

/**
 * Tasks. A list takes {@code assigneeId}, of which {@code me} is the caller's own, {@code patientId}, {@code status}, {@code before}
 * and {@code limit}.
 */
public final class TaskRoutes {

    private static final String ME = "me";

    private final Tasks tasks;

    public TaskRoutes(Tasks tasks) {
        this.tasks = tasks;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/tasks", this::list),
                Route.post("/api/tasks", this::create),
                Route.get("/api/tasks/{id}", this::get),
                Route.put("/api/tasks/{id}", this::update),
                Route.post(
                        "/api/tasks/{id}/complete",
                        (caller, request) -> changeStatus(caller, request, TaskStatus.COMPLETED)),
                Route.post(
                        "/api/tasks/{id}/cancel",
                        (caller, request) -> changeStatus(caller, request, TaskStatus.CANCELLED)));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Optional<String> assignee = query.text("assigneeId").map(id -> id.equals(ME) ? caller.userId() : id);
        TaskQuery filter = new TaskQuery(
                assignee,
                query.text("patientId"),
                query.statuses(EnumNames.TASK_STATUS, TaskStatus.class),
                query.before(),
                query.limit());
        return Response.list(tasks.list(caller, filter), StandardJson::task);
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        TaskForm form = form(new JsonFields(request.jsonObject()));
        return Response.created(StandardJson.task(tasks.create(caller, form)));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(StandardJson.task(tasks.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        TaskForm form = form(new JsonFields(request.jsonObject()));
        return Response.ok(StandardJson.task(tasks.update(caller, request.pathValue("id"), form)));
    }

    private Response changeStatus(Caller caller, Request request, TaskStatus status) {
        TaskForm form = new TaskForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Response.ok(StandardJson.task(tasks.update(caller, request.pathValue("id"), form)));
    }

    private static TaskForm form(JsonFields body) {
        return new TaskForm(
                body.text("title"),
                body.text("description"),
                body.enumValue(EnumNames.TASK_PRIORITY, "priority"),
                body.enumValue(EnumNames.TASK_STATUS, "status"),
                body.id("patientId", "patient"),
                body.id("assigneeId", "assignee"),
                body.day("dueDate"));
    }
}
