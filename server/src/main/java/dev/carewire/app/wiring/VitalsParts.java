package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRecentAlerts;
import dev.carewire.adapter.jdbi.JdbiThresholds;
import dev.carewire.adapter.jdbi.JdbiVitals;
import dev.carewire.http.Route;
import dev.carewire.rest.VitalsRoutes;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalAlertNotifier;
import dev.carewire.vitals.VitalPolicy;
import dev.carewire.vitals.Vitals;
import java.util.stream.Stream;

/** The parts of measured values. */
record VitalsParts(Vitals vitals, Thresholds thresholds) {

    /**
     * Creates the parts.
     *
     * @param alerts notified of each alert
     * @param rules the retention of values and the interval between alerts
     */
    static VitalsParts create(CoreParts base, VitalAlertNotifier alerts, VitalPolicy rules) {
        Database database = base.database();
        JdbiRecentAlerts memory = new JdbiRecentAlerts(database);
        Thresholds thresholds =
                new Thresholds(base.records(), new JdbiThresholds(database), memory, base.transactions(), base.emit());
        Vitals vitals = new Vitals(
                base.records(),
                new JdbiVitals(database),
                thresholds,
                memory,
                alerts,
                base.transactions(),
                base.emit(),
                rules,
                base.clock());
        return new VitalsParts(vitals, thresholds);
    }

    Stream<Route> routes() {
        return new VitalsRoutes(vitals, thresholds).routes().stream();
    }
}
