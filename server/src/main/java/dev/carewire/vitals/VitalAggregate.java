package dev.carewire.vitals;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values of a stretch of time taken together.
 *
 * @param start when it begins
 * @param amount of the numbers; of blood pressures of the systolic ones
 * @param diastolic of the second numbers of blood pressures, if any was given
 */
public record VitalAggregate(Instant start, VitalStatistics amount, Optional<VitalStatistics> diastolic) {

    public VitalAggregate {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(diastolic, "diastolic");
    }

    /** These values and those, from this one's start. */
    VitalAggregate merge(VitalAggregate others) {
        return new VitalAggregate(
                start,
                amount.merge(others.amount),
                Stream.concat(diastolic.stream(), others.diastolic.stream()).reduce(VitalStatistics::merge));
    }

    /** The same values under another start. */
    VitalAggregate withStart(Instant other) {
        return new VitalAggregate(other, amount, diastolic);
    }
}
