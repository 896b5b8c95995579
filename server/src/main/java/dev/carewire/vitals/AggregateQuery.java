package dev.carewire.vitals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Which of a patient's values are taken together.
 *
 * @param patientId whose; empty for the caller's own
 * @param dataType of which type; required
 * @param from measured then or later; empty for as long before {@code to} as the step usually has
 * @param to measured before; empty for now
 * @param bucketSize per hour or per day
 * @param zone whose hours and days
 */
public record AggregateQuery(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<Instant> from,
        Optional<Instant> to,
        BucketSize bucketSize,
        ZoneId zone) {

    public AggregateQuery {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(bucketSize, "step");
        Objects.requireNonNull(zone, "zone");
    }

    /** How long the stretches are. */
    public enum BucketSize {
        /** Each hour of the clock; of the one that comes twice in autumn, each on its own. At most 31 days of them. */
        HOUR(ChronoUnit.HOURS, Duration.ofDays(1), Duration.ofDays(31)),
        /** Each day of the calendar, 23 to 25 hours. At most 366 of them. */
        DAY(ChronoUnit.DAYS, Duration.ofDays(30), Duration.ofDays(366));

        private final ChronoUnit unit;
        private final Duration defaultRange;
        private final Duration maxRange;

        BucketSize(ChronoUnit unit, Duration usual, Duration longest) {
            this.unit = unit;
            this.defaultRange = usual;
            this.maxRange = longest;
        }

        /** How far back is looked if nobody says. */
        Duration defaultRange() {
            return defaultRange;
        }

        /** How far back may be looked. */
        Duration maxRange() {
            return maxRange;
        }

        /** The beginning of the stretch in which a moment lies. */
        Instant startOf(ZonedDateTime moment) {
            return moment.truncatedTo(unit).toInstant();
        }
    }
}
