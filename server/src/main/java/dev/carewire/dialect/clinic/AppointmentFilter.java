package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.event.AppointmentFilterFields;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The appointments that a page shows.
 *
 * @param day on which they begin; empty for all
 * @param doctorId with this doctor; empty for all
 * @param statuses in one of these; empty for all
 */
record AppointmentFilter(Optional<Day> day, Optional<String> doctorId, Optional<Set<AppointmentStatus>> statuses) {

    /** Every appointment. */
    static final AppointmentFilter NONE = new AppointmentFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The filter that the page requested.
     *
     * @param zone the clinic's, which may change while the filter exists
     * @throws dev.carewire.command.RejectedException INVALID for a field of another type
     */
    static AppointmentFilter of(Argument argument, Supplier<ZoneId> zone) {
        return new AppointmentFilter(
                FilterParser.date(argument, zone.get()).map(date -> new Day(date, zone)),
                FilterParser.id(argument, "doctorId"),
                FilterParser.statuses(argument, ClinicWireNames::appointmentStatuses));
    }

    /** Whether the page shows the appointment, or has to remove it. */
    boolean isAffectedBy(AppointmentSnapshot appointment, Optional<AppointmentFilterFields> before) {
        return matches(appointment) || before.isEmpty() || matchedBefore(before.get());
    }

    boolean matches(AppointmentSnapshot appointment) {
        return matches(appointment.status(), appointment.doctor().id(), appointment.start());
    }

    private boolean matchedBefore(AppointmentFilterFields before) {
        return matches(before.status(), before.doctorId(), before.start());
    }

    private boolean matches(AppointmentStatus status, String doctor, Instant start) {
        return (statuses.isEmpty() || statuses.get().contains(status))
                && (doctorId.isEmpty() || doctorId.get().equals(doctor))
                && (day.isEmpty() || day.get().contains(start));
    }

    /** A day of the clinic's calendar. */
    record Day(LocalDate date, Supplier<ZoneId> zone) {

        private static final long SECONDS_PER_DAY = 86_400;

        /** Whether the calendar shows this day at {@code moment}. Does not allocate. */
        private boolean contains(Instant moment) {
            long offset = zone.get().getRules().getOffset(moment).getTotalSeconds();
            return Math.floorDiv(moment.getEpochSecond() + offset, SECONDS_PER_DAY) == date.toEpochDay();
        }
    }
}
