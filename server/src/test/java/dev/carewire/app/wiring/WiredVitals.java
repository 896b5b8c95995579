package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.cluster.Publisher;
import dev.carewire.event.VitalAlert;
import dev.carewire.record.KeptRecords;
import dev.carewire.user.UserDirectory;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalPolicy;
import dev.carewire.vitals.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Vitals as the server wires them, with a list in place of the notifications.
 *
 * @param alerts raised so far, in that order
 */
public record WiredVitals(Vitals vitals, Thresholds thresholds, List<VitalAlert> alerts) {

    /** An alert of a kind pauses for 15 minutes; values stay for a year. */
    public static final VitalPolicy POLICY = new VitalPolicy(Duration.ofMinutes(15), Optional.of(Duration.ofDays(365)));

    public static WiredVitals over(Database database, Publisher publisher, Clock clock) {
        return over(database, publisher, clock, KeptRecords.ALL);
    }

    public static WiredVitals over(Database database, Publisher publisher, Clock clock, KeptRecords kept) {
        List<VitalAlert> alerts = Collections.synchronizedList(new ArrayList<>());
        VitalsParts parts = VitalsParts.create(
                CoreParts.create(database, publisher, clock, kept, UserDirectory.OPEN, clock.getZone()),
                (tenant, alert) -> alerts.add(alert),
                POLICY);
        return new WiredVitals(parts.vitals(), parts.thresholds(), alerts);
    }
}
