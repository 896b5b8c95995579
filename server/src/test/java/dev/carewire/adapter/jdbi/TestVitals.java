package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.Transactions;
import dev.carewire.emit.Emit;
import dev.carewire.event.VitalAlert;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.VitalPolicy;
import dev.carewire.vitals.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measured values as the server puts them together, a year of them, with a list in place of notifications.
 *
 * @param alerts what was raised, in that order
 */
public record TestVitals(Vitals vitals, Thresholds thresholds, List<VitalAlert> alerts) {

    static final VitalPolicy RULES = new VitalPolicy(Duration.ofMinutes(15), Duration.ofDays(365));

    /** Measured values in {@code database}. */
    public static TestVitals over(Database database, Emit emit, Clock clock) {
        Transactions transactions = new JdbiTransactions(database);
        JdbiRecordDirectory directory = new JdbiRecordDirectory(database);
        JdbiRecentAlerts memory = new JdbiRecentAlerts(database);
        List<VitalAlert> alarms = Collections.synchronizedList(new ArrayList<>());
        Thresholds thresholds = new Thresholds(directory, new JdbiThresholds(database), memory, transactions, emit);
        Vitals vitals = new Vitals(
                directory,
                new JdbiVitals(database),
                thresholds,
                memory,
                (tenant, alert) -> alarms.add(alert),
                transactions,
                emit,
                RULES,
                clock);
        return new TestVitals(vitals, thresholds, alarms);
    }
}
