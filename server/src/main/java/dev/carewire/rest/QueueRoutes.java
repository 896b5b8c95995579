package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.queue.QueueForm;
import dev.carewire.queue.QueuePlace;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The waiting queue. The list accepts {@code status}, {@code doctorId}, {@code roomId}, {@code from} and {@code to} of
 * the queuing, {@code limit} and {@code cursor}. It is in calling order and contains each entry's position and estimated
 * waiting time; a later page continues the positions of the one before.
 */
public final class QueueRoutes {

    private static final String PATH = "/api/queue";

    /** Estimated time per patient. */
    private static final int MINUTES_PER_PATIENT = 15;

    /** The name for all entries of patients who have not left the queue. */
    private static final String ALL = "all";

    private final WaitingQueue queue;

    public QueueRoutes(WaitingQueue queue) {
        this.queue = queue;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<QueueEntrySnapshot, QueueForm> creation =
                new RecordRoutes.Creation<>(QueueInput::creation, queue::create);
        return new RecordRoutes<>(PATH, ClinicJson::queueItem, queue::whileLocked)
                .alsoAs(entry -> placed(entry, 0))
                .add(Route.get(PATH, query -> new PageQuery(filter(query), query.cursor(QueuePlace::find)), this::list))
                .create(creation)
                .get(queue::get)
                .put(creation, QueueInput::change, (caller, current, form) -> queue.update(caller, current.id(), form))
                .delete(queue::delete)
                .command("call", body -> body.id("roomId", "room"), queue::call)
                .routes();
    }

    private static RecordQuery<QueueStatus> filter(ListQuery query) {
        return RecordQuery.<QueueStatus>all(query.ignoring("display").limit())
                .during(query.range())
                .with(Reference.DOCTOR, query.text("doctorId"))
                .with(Reference.ROOM, query.text("roomId"))
                .in(statuses(query));
    }

    private Response list(Caller caller, Request request, PageQuery query) {
        Page<QueueEntrySnapshot> page = queue.list(caller, query.filter(), query.after());
        List<JsonObject> items = new ArrayList<>();
        int ahead = query.after().map(QueuePlace::count).orElse(0);
        for (QueueEntrySnapshot entry : page.items()) {
            // A patient who has left the queue has no place in it.
            if (entry.status().isOpen()) {
                items.add(placed(entry, ahead).put(QueueInput.ESTIMATED_WAIT, ahead * MINUTES_PER_PATIENT));
                ahead++;
            } else {
                items.add(ClinicJson.queueItem(entry));
            }
        }
        return Response.list(items, page.nextCursor());
    }

    /** An entry in its place, as lists show it. */
    private static JsonObject placed(QueueEntrySnapshot entry, int ahead) {
        return ClinicJson.queueItem(entry).put(QueueInput.POSITION, ahead + 1);
    }

    private static Set<QueueStatus> statuses(ListQuery query) {
        if (query.text("status").filter(ALL::equals).isPresent()) {
            return EnumSet.of(QueueStatus.WAITING, QueueStatus.IN_PROGRESS);
        }
        Set<QueueStatus> statuses = query.statuses(EnumNames.QUEUE_STATUS, QueueStatus.class);
        return statuses.isEmpty() ? EnumSet.of(QueueStatus.WAITING) : statuses;
    }

    private record PageQuery(RecordQuery<QueueStatus> filter, Optional<QueuePlace> after) {}
}
