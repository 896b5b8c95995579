package dev.carewire.clinic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * A clinic and its settings. Immutable.
 *
 * @param name for display; by default the id of the tenant
 * @param zone the clinic's time zone, in which its days begin and its times of day are stated
 * @param overlap whether a doctor or a room may have two appointments at the same time
 */
public record Clinic(String name, ZoneId zone, Overlap overlap) {

    public Clinic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(overlap, "overlap");
    }

    /** The day that the clinic's calendar shows at this instant. */
    public LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    /** The first instant of a day: midnight, or the end of the gap if the clocks skip midnight. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The first instant after a day, which has 23 or 25 hours when the clocks change. */
    public Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }
}
