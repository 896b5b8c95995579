package dev.carewire.vitals;

import dev.carewire.command.TimeCursor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which of a patient's values are asked for.
 *
 * @param patientId whose; empty for the caller's own
 * @param dataType of one type; empty for all
 * @param from measured then or later
 * @param to measured before
 * @param before where the page begins; empty for the newest value
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record VitalQuery(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<TimeCursor> before,
        int limit) {

    /** Values on a page. */
    public static final int MAX_LIMIT = 200;

    public VitalQuery {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(before, "before");
    }
}
