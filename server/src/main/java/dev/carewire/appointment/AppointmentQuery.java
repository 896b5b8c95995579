package dev.carewire.appointment;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeRange;
import dev.carewire.event.AppointmentStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Selects the appointments of a list; an empty field does not restrict it.
 *
 * @param range the times when they begin; a query for all times and for all patients begins with the clinic's today
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record AppointmentQuery(
        TimeRange range,
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
        Objects.requireNonNull(range, "range");
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        patientId.ifPresent(id -> Fields.id("patientId", id));
        statuses = Set.copyOf(statuses);
        Fields.limit(limit);
    }

    /** Whether the query restricts neither the times nor the patient, so that its list would begin with the oldest. */
    boolean isOfEveryTime() {
        return range.isUnbounded() && patientId.isEmpty();
    }

    /** This query for appointments of these times. */
    AppointmentQuery during(TimeRange times) {
        return new AppointmentQuery(times, doctorId, patientId, statuses, limit);
    }
}
