package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.AppointmentTraits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Which appointments a page shows.
 *
 * @param day on which they begin; empty for all
 * @param doctorId with this doctor; empty for all
 * @param statuses in one of these; empty for all
 */
record AppointmentFilter(Optional<Day> day, Optional<String> doctorId, Optional<Set<AppointmentStatus>> statuses) {

    /** Every appointment. */
    static final AppointmentFilter NONE = new AppointmentFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What the page asked for.
     *
     * @param zone the clinic's, in which days begin
     * @throws dev.carewire.command.RejectedException INVALID for a field of another type
     */
    static AppointmentFilter of(Argument argument, ZoneId zone) {
        return new AppointmentFilter(
                FilterFields.date(argument)
                        .map(date -> new Day(
                                date.atStartOfDay(zone).toInstant(),
                                date.plusDays(1).atStartOfDay(zone).toInstant())),
                FilterFields.id(argument, "doctorId"),
                FilterFields.statuses(argument, ClinicWords::appointmentStatuses));
    }

    /** Whether the page shows the appointment, or has to take it away. */
    boolean concerns(AppointmentSnapshot appointment, Optional<AppointmentTraits> before) {
        return shows(appointment) || before.isEmpty() || showed(before.get());
    }

    boolean shows(AppointmentSnapshot appointment) {
        return matches(appointment.status(), appointment.doctor().id(), appointment.start());
    }

    private boolean showed(AppointmentTraits before) {
        return matches(before.status(), before.doctorId(), before.start());
    }

    private boolean matches(AppointmentStatus status, String doctor, Instant start) {
        return (statuses.isEmpty() || statuses.get().contains(status))
                && (doctorId.isEmpty() || doctorId.get().equals(doctor))
                && (day.isEmpty() || day.get().holds(start));
    }

    /**
     * A day of the clinic.
     *
     * @param end the first moment of the next one
     */
    record Day(Instant start, Instant end) {

        private boolean holds(Instant moment) {
            return !moment.isBefore(start) && moment.isBefore(end);
        }
    }
}
