package dev.carewire.rest;

import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.appointment.Appointments;
import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import java.time.ZoneId;
import java.util.List;

/**
 * Appointments, with check-in and cancellation. The list accepts {@code date}, {@code doctorId}, {@code patientId},
 * {@code status} and {@code limit}.
 */
public final class AppointmentRoutes {

    private final Appointments appointments;
    private final ZoneId zone;
    private final AppointmentInput input;

    /**
     * Creates the routes.
     *
     * @param zone the clinic's time zone, in which it gives days and times
     */
    public AppointmentRoutes(Appointments appointments, ZoneId zone) {
        this.appointments = appointments;
        this.zone = zone;
        this.input = new AppointmentInput(zone);
    }

    public List<Route> routes() {
        return new RecordRoutes<AppointmentSnapshot>(
                        "/api/appointments", appointment -> ClinicJson.appointment(appointment, zone))
                .list(this::list)
                .alsoAs(StandardJson::appointment)
                .create(this::create)
                .get(appointments::get)
                .put(appointments::find, this::create, this::update)
                .delete(appointments::delete)
                .command("checkin", (caller, id, body) -> appointments.checkIn(caller, id, body.text("method")))
                .command("cancel", (caller, id, body) -> appointments.cancel(caller, id, body.text("reason")))
                .routes();
    }

    private List<AppointmentSnapshot> list(Caller caller, ListQuery query) {
        return appointments.list(
                caller,
                new AppointmentQuery(
                        query.date(),
                        query.text("doctorId", "providerId"),
                        query.text("patientId"),
                        query.statuses(EnumNames.APPOINTMENT_STATUS, AppointmentStatus.class),
                        query.limit()));
    }

    private AppointmentSnapshot create(Caller caller, RecordBody<AppointmentSnapshot> body) {
        return appointments.create(caller, input.creation(body));
    }

    private AppointmentSnapshot update(
            Caller caller, AppointmentSnapshot current, RecordBody<AppointmentSnapshot> body) {
        return appointments.update(caller, current.id(), input.change(body, current));
    }
}
