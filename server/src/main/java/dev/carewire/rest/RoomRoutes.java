package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.queue.ConsultingRooms;
import dev.carewire.queue.RoomForm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The clinic's consulting rooms, which administrators and back ends maintain. */
public final class RoomRoutes {

    private static final String PATH = "/api/rooms";
    private static final String ONE = PATH + "/{id}";

    private static final String ID = "id";

    private final ConsultingRooms rooms;
    private final RecordVersions<RoomSnapshot> versions;

    public RoomRoutes(ConsultingRooms rooms) {
        this.rooms = rooms;
        this.versions = new RecordVersions<>(rooms::whileLocked, (room, zone) -> List.of(json(room)));
    }

    public List<Route> routes() {
        return List.of(
                Route.getAll(
                        PATH,
                        (caller, request) -> Response.list(rooms.list(caller).stream()
                                .map(RoomRoutes::json)
                                .toList())),
                Route.get(ONE, this::get).conditional(),
                Route.change(ONE, RoomRoutes::form, this::put).conditional(),
                Route.delete(ONE, this::remove).conditional());
    }

    private Response get(Caller caller, Request request) {
        RoomSnapshot room = rooms.get(caller, request.pathValue(ID));
        return versions.read(request, room, () -> Response.ok(json(room)));
    }

    private static Function<String, RoomForm> form(JsonFields body) {
        Optional<String> name = body.text("name");
        Optional<String> number = body.text("roomNumber", "number");
        return id -> new RoomForm(id, name, number);
    }

    private Response put(Caller caller, Request request, JsonValue body) {
        String id = request.pathValue(ID);
        return versions.put(
                caller,
                request,
                current -> {
                    Baseline baseline = Baseline.of(body, List.of(json(current)));
                    RoomForm form = JsonFields.parseChange(body, request.zone(), baseline, RoomRoutes::form)
                            .apply(id);
                    RoomSnapshot room = rooms.update(caller, form);
                    return versions.tagged(request, Response.ok(json(room)), room);
                },
                () -> {
                    RoomForm form = JsonFields.parse(body, RoomRoutes::form).apply(id);
                    RoomSnapshot room = rooms.create(caller, form);
                    return versions.tagged(request, Response.created(json(room)), room);
                });
    }

    private Response remove(Caller caller, Request request) {
        return versions.command(caller, request, () -> {
            rooms.remove(caller, request.pathValue(ID));
            return Response.okWithoutData();
        });
    }

    /** A room in answers. */
    public static JsonObject json(RoomSnapshot room) {
        return new JsonObject().put("_id", room.id()).put("name", room.name()).put("roomNumber", room.number());
    }
}
