package dev.carewire.lab;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.LabStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which laboratory orders to list; what is empty does not narrow the list.
 *
 * @param before where the page begins; empty for the newest
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record LabQuery(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Set<LabStatus> statuses,
        Optional<TimeCursor> before,
        int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public LabQuery {
        patientId.ifPresent(id -> Fields.id("patientId", id));
        doctorId.ifPresent(id -> Fields.id("doctorId", id));
        visitId.ifPresent(id -> Fields.id("visitId", id));
        statuses = Set.copyOf(statuses);
        Objects.requireNonNull(before, "before");
        Fields.limit(limit);
    }
}
