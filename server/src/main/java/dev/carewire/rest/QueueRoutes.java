package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.queue.QueueQuery;
import dev.carewire.queue.WaitingQueue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The waiting queue. A list takes {@code status}, {@code doctorId}, {@code roomId} and {@code limit}; it is in calling order,
 * and says of each entry the place in that list and a guess how long it will take.
 */
public final class QueueRoutes {

    /** How long one patient is guessed to take. */
    private static final int MINUTES_PER_PATIENT = 15;

    /** The word for everybody who has not left the queue. */
    private static final String ALL = "all";

    private final WaitingQueue queue;

    public QueueRoutes(WaitingQueue queue) {
        this.queue = queue;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/queue", this::list),
                Route.post("/api/queue", this::create),
                Route.get("/api/queue/{id}", this::get),
                Route.put("/api/queue/{id}", this::update),
                Route.delete("/api/queue/{id}", this::delete),
                Route.post("/api/queue/{id}/call", this::call));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        QueueQuery filter =
                new QueueQuery(statuses(query), query.text("doctorId"), query.text("roomId"), query.limit());
        List<JsonObject> items = new ArrayList<>();
        for (QueueEntrySnapshot entry : queue.list(caller, filter)) {
            int ahead = items.size();
            items.add(ClinicJson.queueItem(entry)
                    .put("position", ahead + 1)
                    .put("estimatedWaitTime", ahead * MINUTES_PER_PATIENT));
        }
        return Response.list(items);
    }

    private static Set<QueueStatus> statuses(ListQuery query) {
        if (query.text("status").filter(ALL::equals).isPresent()) {
            return EnumSet.of(QueueStatus.WAITING, QueueStatus.IN_PROGRESS);
        }
        Set<QueueStatus> statuses = query.statuses(EnumNames.QUEUE_STATUS, QueueStatus.class);
        return statuses.isEmpty() ? EnumSet.of(QueueStatus.WAITING) : statuses;
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.created(ClinicJson.queueItem(queue.create(caller, QueueInput.form(body))));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(ClinicJson.queueItem(queue.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.ok(ClinicJson.queueItem(queue.update(caller, request.pathValue("id"), QueueInput.form(body))));
    }

    private Response delete(Caller caller, Request request) {
        queue.delete(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }

    private Response call(Caller caller, Request request) throws MalformedJsonException {
        Optional<String> roomId = new JsonFields(request.jsonObjectOrEmpty()).id("roomId", "room");
        return Response.ok(ClinicJson.queueItem(queue.call(caller, request.pathValue("id"), roomId)));
    }
}
