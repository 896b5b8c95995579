package dev.carewire.patient;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeRange;
import java.util.Objects;
import java.util.Optional;

/**
 * Selects the patients of a list.
 *
 * @param search empty for all patients
 * @param range the times when the patients were registered
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record PatientQuery(Optional<PatientSearch> search, TimeRange range, int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public PatientQuery {
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(range, "range");
        Fields.limit(limit);
    }
}
