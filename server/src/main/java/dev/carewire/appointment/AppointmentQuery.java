package dev.carewire.appointment;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentStatus;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Selects the appointments of a list; an empty field does not restrict it.
 *
 * @param date the day they begin, in the clinic's time zone
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record AppointmentQuery(
        Optional<LocalDate> date,
        Optional<String> doctorId,
        Optional<String> patientId,
        Set<AppointmentStatus> statuses,
        int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public AppointmentQuery {
        date.ifPresent(day -> Fields.within("date", day.getYear(), 1900, 2199));
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        patientId.ifPresent(id -> Fields.id("patientId", id));
        statuses = Set.copyOf(statuses);
        Fields.limit(limit);
    }
}
