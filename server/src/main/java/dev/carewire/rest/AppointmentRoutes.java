package dev.carewire.rest;

import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.appointment.Appointments;
import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The clinic's appointments, with check-in and cancellation. A list takes {@code date}, {@code doctorId}, {@code patientId},
 * {@code status} and {@code limit}.
 */
public final class AppointmentRoutes {

    private final Appointments appointments;
    private final ZoneId zone;
    private final AppointmentInput input;

    /**
     * Routes over these appointments.
     *
     * @param zone the clinic's, in which it names days and times of day
     */
    public AppointmentRoutes(Appointments appointments, ZoneId zone) {
        this.appointments = appointments;
        this.zone = zone;
        this.input = new AppointmentInput(zone);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/appointments", this::list),
                Route.post("/api/appointments", this::create),
                Route.get("/api/appointments/{id}", this::get),
                Route.put("/api/appointments/{id}", this::update),
                Route.delete("/api/appointments/{id}", this::delete),
                Route.post("/api/appointments/{id}/checkin", this::checkIn),
                Route.post("/api/appointments/{id}/cancel", this::cancel));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        AppointmentQuery filter = new AppointmentQuery(
                query.date(),
                query.text("doctorId", "providerId"),
                query.text("patientId"),
                query.statuses(EnumNames.APPOINTMENT_STATUS, AppointmentStatus.class),
                query.limit());
        return Response.list(
                appointments.list(caller, filter).stream().map(this::shape).toList());
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.created(shape(appointments.create(caller, input.creation(body))));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(shape(appointments.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        AppointmentSnapshot current = appointments.get(caller, request.pathValue("id"));
        return Response.ok(shape(appointments.update(caller, current.id(), input.change(body, current))));
    }

    private Response delete(Caller caller, Request request) {
        appointments.delete(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }

    private Response checkIn(Caller caller, Request request) throws MalformedJsonException {
        Optional<String> method = new JsonFields(request.jsonObjectOrEmpty()).text("method");
        return Response.ok(shape(appointments.checkIn(caller, request.pathValue("id"), method)));
    }

    private Response cancel(Caller caller, Request request) throws MalformedJsonException {
        Optional<String> reason = new JsonFields(request.jsonObjectOrEmpty()).text("reason");
        return Response.ok(shape(appointments.cancel(caller, request.pathValue("id"), reason)));
    }

    private JsonObject shape(AppointmentSnapshot appointment) {
        return ClinicJson.appointment(appointment, zone);
    }
}
