package dev.carewire.rest;

import dev.carewire.event.StaffSnapshot;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.user.StaffMember;
import dev.carewire.user.Users;
import java.util.List;

/** The clinic's staff, for pages where users select a doctor or the members of a thread. */
public final class UserRoutes {

    private final Users users;

    public UserRoutes(Users users) {
        this.users = users;
    }

    public List<Route> routes() {
        return List.of(Route.get(
                "/api/users",
                (caller, request) -> Response.list(
                        users.list(caller).stream().map(UserRoutes::colleague).toList())));
    }

    private static JsonObject colleague(StaffMember colleague) {
        StaffSnapshot staff = colleague.staff();
        return new JsonObject()
                .put("_id", staff.id())
                .put("firstName", staff.firstName())
                .put("lastName", staff.lastName())
                .put("name", staff.fullName())
                .put("email", staff.email())
                .put("role", colleague.role().claim())
                .put("specialization", staff.specialization());
    }
}
