package dev.carewire.patient;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.text.Texts;
import java.util.Optional;

/**
 * Selects the patients of a list.
 *
 * @param search part of a name, code, phone number or e-mail address, any case, at most {@value Texts#LINE_LENGTH}
 *     characters; empty for all patients
 * @param limit 1 to {@value Fields#MAX_LIMIT}
 */
public record PatientQuery(Optional<String> search, int limit) {

    /**
     * A query.
     *
     * @throws RejectedException INVALID, naming the field that is out of range
     */
    public PatientQuery {
        search = Fields.changedLine("search", search, Optional.empty());
        Fields.limit(limit);
    }

    /** Omits the search text, which may be a name. */
    @Override
    public String toString() {
        return "PatientQuery[limit=" + limit + "]";
    }
}
