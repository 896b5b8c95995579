package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.queue.ConsultingRooms;
import dev.carewire.queue.RoomForm;
import dev.carewire.record.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The clinic's consulting rooms, which administrators and back ends maintain. */
public final class RoomRoutes {

    private static final String PATH = "/api/rooms";
    private static final String ONE = PATH + "/{id}";

    private final ConsultingRooms rooms;

    public RoomRoutes(ConsultingRooms rooms) {
        this.rooms = rooms;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        PATH,
                        (caller, request) -> Response.list(rooms.list(caller).stream()
                                .map(RoomRoutes::json)
                                .toList())),
                Route.get(ONE, (caller, request) -> Response.ok(json(rooms.get(caller, request.pathValue("id"))))),
                Route.put(ONE, RoomRoutes::form, this::put),
                Route.delete(ONE, (caller, request) -> {
                    rooms.remove(caller, request.pathValue("id"));
                    return Response.okWithoutData();
                }));
    }

    private static Function<String, RoomForm> form(JsonFields body) {
        Optional<String> name = body.text("name");
        Optional<String> number = body.text("roomNumber", "number");
        return id -> new RoomForm(id, name, number);
    }

    private Response put(Caller caller, Request request, Function<String, RoomForm> form) {
        Stored<RoomSnapshot> stored = rooms.put(caller, form.apply(request.pathValue("id")));
        JsonObject room = json(stored.record());
        return stored.outcome() == Stored.Outcome.ADDED ? Response.created(room) : Response.ok(room);
    }

    /** A room in answers. */
    public static JsonObject json(RoomSnapshot room) {
        return new JsonObject().put("_id", room.id()).put("name", room.name()).put("roomNumber", room.number());
    }
}
