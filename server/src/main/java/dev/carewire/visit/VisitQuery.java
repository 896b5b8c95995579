package dev.carewire.visit;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.VisitStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which visits to list; what is empty does not narrow the list.
 *
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record VisitQuery(Optional<String> patientId, Optional<String> doctorId, Set<VisitStatus> statuses, int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public VisitQuery {
        patientId.ifPresent(id -> Fields.id("patientId", id));
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        statuses = Set.copyOf(statuses);
        Fields.limit(limit);
    }
}
