package dev.carewire.rest;

import dev.carewire.appointment.AppointmentForm;
import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.appointment.Appointments;
import dev.carewire.command.TimeCursor;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import java.util.List;
import java.util.function.Supplier;

/**
 * Appointments, with check-in and cancellation. The list accepts {@code date}, or {@code from} and {@code to}, of the
 * start, {@code doctorId}, {@code patientId}, {@code status}, {@code limit} and {@code cursor}.
 */
public final class AppointmentRoutes {

    private final Appointments appointments;

    public AppointmentRoutes(Appointments appointments) {
        this.appointments = appointments;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<AppointmentSnapshot, Supplier<AppointmentForm>> creation = new RecordRoutes.Creation<>(
                AppointmentInput::creation, (caller, form) -> appointments.create(caller, form.get()));
        return new RecordRoutes<AppointmentSnapshot>(
                        "/api/appointments", ClinicJson::appointment, appointments::whileLocked)
                .pages(AppointmentRoutes::filter, TimeCursor::find, appointments::list)
                .alsoAs(StandardJson::appointment)
                .create(creation)
                .get(appointments::get)
                .put(
                        creation,
                        AppointmentInput::change,
                        (caller, current, change) -> appointments.update(caller, current.id(), change.apply(current)))
                .delete(appointments::delete)
                .command("checkin", AppointmentInput::checkIn, appointments::checkIn)
                .command("cancel", body -> body.clearableProse("reason"), appointments::cancel)
                .routes();
    }

    private static AppointmentQuery filter(ListQuery query) {
        query.ignoring("isWalkIn", "room");
        return new AppointmentQuery(
                query.dateOrRange(),
                query.text("doctorId", "providerId"),
                query.text("patientId"),
                query.statuses(EnumNames.APPOINTMENT_STATUS, AppointmentStatus.class),
                query.limit());
    }
}
