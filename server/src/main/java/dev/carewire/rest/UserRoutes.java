package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.Role;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.record.Stored;
import dev.carewire.user.BadEntriesException;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserForm;
import dev.carewire.user.Users;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The staff directory: pages list it where users select a doctor or the members of a thread; administrators and back
 * ends maintain it.
 */
public final class UserRoutes {

    private static final String PATH = "/api/users";
    private static final String ONE = PATH + "/{id}";

    /** Most faults that one answer lists. */
    private static final int MAX_LISTED_FAULTS = 100;

    private static final String ID = "id";

    /** The server updates it with the person's tokens: no change by which an administrator could be surprised. */
    private static final String LAST_SEEN = "lastSeen";

    private final Users users;
    private final RecordVersions<StaffMember> versions;

    public UserRoutes(Users users) {
        this.users = users;
        this.versions = new RecordVersions<>(
                users::whileLocked, (member, zone) -> List.of(json(member).removeFields(List.of(LAST_SEEN))));
    }

    public List<Route> routes() {
        return List.of(
                Route.getAll(
                        PATH,
                        (caller, request) -> Response.list(users.list(caller).stream()
                                .map(UserRoutes::json)
                                .toList())),
                Route.put(PATH, this::putAll),
                Route.get(ONE, this::get).conditional(),
                Route.change(ONE, UserInput::form, this::put).conditional(),
                Route.delete(ONE, this::remove).conditional());
    }

    private Response get(Caller caller, Request request) {
        StaffMember member = users.get(caller, request.pathValue(ID));
        return versions.read(request, member, () -> Response.ok(json(member)));
    }

    private Response put(Caller caller, Request request, JsonValue body) {
        String id = request.pathValue(ID);
        Stored<StaffMember> stored = users.put(caller, id, current -> {
            versions.require(request, current);
            return current.map(member -> Baseline.of(body, List.of(json(member))))
                    .map(baseline -> JsonFields.parseChange(body, request.zone(), baseline, UserInput::form))
                    .orElseGet(() -> JsonFields.parse(body, UserInput::form))
                    .apply(id);
        });
        JsonObject member = json(stored.record());
        return versions.tagged(
                request,
                stored.outcome() == Stored.Outcome.ADDED ? Response.created(member) : Response.ok(member),
                stored.record());
    }

    private Response remove(Caller caller, Request request) {
        return versions.command(caller, request, () -> {
            users.remove(caller, request.pathValue(ID));
            return Response.okWithoutData();
        });
    }

    private Response putAll(Caller caller, Request request) throws MalformedJsonException {
        List<Supplier<UserForm>> entries = request.jsonArray().stream()
                .<Supplier<UserForm>>map(item -> () -> UserInput.entry(item))
                .toList();
        try {
            int added = users.putAll(caller, entries);
            return Response.ok(new JsonObject().put("added", added).put("replaced", entries.size() - added));
        } catch (BadEntriesException wrong) {
            return faulty(wrong.faults());
        }
    }

    private static Response faulty(List<BadEntriesException.Fault> faults) {
        List<Map<String, Object>> listed = faults.stream()
                .limit(MAX_LISTED_FAULTS)
                .map(fault -> Map.<String, Object>of("index", fault.index(), "error", fault.text()))
                .toList();
        return Response.of(
                HttpResponseStatus.BAD_REQUEST,
                new JsonObject()
                        .put("success", false)
                        .put("error", faults.size() + " users are invalid, so none was stored")
                        .put("code", "INVALID")
                        .put("faults", listed));
    }

    /** A member of staff in answers. */
    public static JsonObject json(StaffMember member) {
        StaffSnapshot staff = member.staff();
        List<String> roles = member.roles().stream().map(Role::claim).toList();
        return new JsonObject()
                .put("_id", staff.id())
                .put("firstName", staff.firstName())
                .put("lastName", staff.lastName())
                .put("name", staff.fullName())
                .put("email", staff.email())
                .put("role", roles.stream().findFirst())
                .put("roles", roles)
                .put("specialization", staff.specialization())
                .put("entered", member.origin() == StaffMember.Origin.ENTERED)
                .put(LAST_SEEN, member.lastSeen());
    }
}
