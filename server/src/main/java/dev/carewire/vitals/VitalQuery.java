package dev.carewire.vitals;

import dev.carewire.command.TimeCursor;
import java.time.Instant;
import java.util.Optional;

/**
 * Selects values of a patient.
 *
 * @param patientId the patient; empty for the caller
 * @param dataType one type; empty for all
 * @param from earliest measuring time, inclusive
 * @param to latest measuring time, exclusive
 * @param before start of the page; empty for the newest value
 * @param limit largest number of values, 1 to {@value #MAX_LIMIT}
 */
public record VitalQuery(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<TimeCursor> before,
        int limit) {

    /** Most values on a page. */
    public static final int MAX_LIMIT = 200;
}
