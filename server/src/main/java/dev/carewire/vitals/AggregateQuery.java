package dev.carewire.vitals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Selects the values of a patient to aggregate.
 *
 * @param patientId the patient; empty for the caller
 * @param dataType the type of values; required
 * @param from earliest measuring time, inclusive; empty for the default range before {@code to}
 * @param to latest measuring time, exclusive; empty for now
 * @param bucketSize by hour or by day
 * @param zone the time zone of hours and days
 */
public record AggregateQuery(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<Instant> from,
        Optional<Instant> to,
        BucketSize bucketSize,
        ZoneId zone) {

    /** The length of the buckets. */
    public enum BucketSize {
        /** Each clock hour; the repeated hour in autumn counts as two. At most 31 days. */
        HOUR(ChronoUnit.HOURS, Duration.ofDays(1), Duration.ofDays(31)),
        /** Each calendar day, 23 to 25 hours long. At most 366 days. */
        DAY(ChronoUnit.DAYS, Duration.ofDays(30), Duration.ofDays(366));

        private final ChronoUnit unit;
        private final Duration defaultRange;
        private final Duration maxRange;

        BucketSize(ChronoUnit unit, Duration defaultRange, Duration maxRange) {
            this.unit = unit;
            this.defaultRange = defaultRange;
            this.maxRange = maxRange;
        }

        /** The range for queries without a start. */
        Duration defaultRange() {
            return defaultRange;
        }

        /** The longest range of a query. */
        Duration maxRange() {
            return maxRange;
        }

        /** The start of the bucket that contains a moment. */
        Instant startOf(ZonedDateTime moment) {
            return moment.truncatedTo(unit).toInstant();
        }
    }
}
