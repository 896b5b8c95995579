package dev.carewire.prescription;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.PrescriptionStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which prescriptions to list; what is empty does not narrow the list.
 *
 * @param before where the page begins; empty for the newest
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record PrescriptionQuery(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Set<PrescriptionStatus> statuses,
        Optional<TimeCursor> before,
        int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public PrescriptionQuery {
        patientId.ifPresent(id -> Fields.id("patientId", id));
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        visitId.ifPresent(id -> Fields.id("visitId", id));
        statuses = Set.copyOf(statuses);
        Objects.requireNonNull(before, "before");
        Fields.limit(limit);
    }
}
