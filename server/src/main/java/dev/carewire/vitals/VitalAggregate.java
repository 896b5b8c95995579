package dev.carewire.vitals;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The aggregated values of one time span.
 *
 * @param start the start of the span
 * @param amount statistics of the numbers, or of the systolic values of blood pressures
 * @param diastolic statistics of the diastolic values, if there are any
 */
public record VitalAggregate(Instant start, VitalStatistics amount, Optional<VitalStatistics> diastolic) {

    /** The union of both spans' values, with this start. */
    VitalAggregate merge(VitalAggregate others) {
        return new VitalAggregate(
                start,
                amount.merge(others.amount),
                Stream.concat(diastolic.stream(), others.diastolic.stream()).reduce(VitalStatistics::merge));
    }

    /** The same values with another start. */
    VitalAggregate withStart(Instant other) {
        return new VitalAggregate(other, amount, diastolic);
    }
}
