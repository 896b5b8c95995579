package dev.carewire.clinic;

import java.time.ZoneId;
import java.util.Objects;

/**
 * A clinic and its settings. Immutable.
 *
 * @param name for display; by default the id of the tenant
 * @param zone the clinic's time zone, in which its days begin and its times of day are stated
 * @param overlap whether a doctor or a room may have two appointments at the same time, and a patient two places in
 *     the queue
 */
public record Clinic(String name, ZoneId zone, Overlap overlap) {

    public Clinic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(overlap, "overlap");
    }
}
