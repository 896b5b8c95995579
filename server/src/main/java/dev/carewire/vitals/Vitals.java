package dev.carewire.vitals;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.emit.Emit;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Records measured values and returns their history. Patients have access to their own values, staff to those of the
 * clinic's patients, and other callers to none. Any thread; every method blocks, never on an event loop.
 */
public final class Vitals {

    /** How far ahead a device's clock may be. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** Rows per statement of the sweep: few enough to keep locks short. */
    private static final int SWEEP_BATCH_SIZE = 1_000;

    private final VitalAccess access;
    private final VitalRepository vitals;
    private final Thresholds thresholds;
    private final RecentAlerts recentAlerts;
    private final VitalAlertNotifier alertNotifier;
    private final Transactions transactions;
    private final Emit emit;
    private final VitalPolicy policy;
    private final Clock clock;

    /** Values in the given repositories; {@code clock} ticks in milliseconds. */
    public Vitals(
            RecordDirectory directory,
            VitalRepository vitals,
            Thresholds thresholds,
            RecentAlerts recentAlerts,
            VitalAlertNotifier alertNotifier,
            Transactions transactions,
            Emit emit,
            VitalPolicy policy,
            Clock clock) {
        this.access = new VitalAccess(directory);
        this.vitals = vitals;
        this.thresholds = thresholds;
        this.recentAlerts = recentAlerts;
        this.alertNotifier = alertNotifier;
        this.transactions = transactions;
        this.emit = emit;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Records a value and notifies its audience. A value outside a threshold raises an alert, unless the same alert was
     * raised recently.
     *
     * @throws RejectedException INVALID for an impossible type, number, unit, note or time, such as one more than
     *     {@link #MAX_AHEAD} in the future or beyond the retention. FORBIDDEN if the caller may not record for this
     *     patient. NOT_FOUND if there is no such patient
     */
    public VitalSnapshot record(Caller caller, VitalForm form) {
        VitalType type = VitalType.named(Fields.required("dataType", form.dataType()));
        VitalReading reading = type.read(Fields.required("value", form.value()), form.unit());
        Optional<String> notes = form.notes()
                .filter(text -> !text.isBlank())
                .map(text -> Fields.prose("notes", text, VitalForm.NOTES_LENGTH));
        Instant now = clock.instant();
        Instant measuredAt =
                form.measuredAt().map(time -> checkedTime(time, now)).orElse(now);
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            String patient = access.requireWritable(caller, form.patientId());
            VitalSnapshot vital = new VitalSnapshot(
                    UUID.randomUUID().toString(),
                    patient,
                    type.name(),
                    reading.value(),
                    reading.unit(),
                    reading.original(),
                    notes,
                    measuredAt,
                    now,
                    caller.userId());
            Optional<VitalThresholds> ranges = thresholds.effective(tenant, patient, type);
            ranges.ifPresent(limits -> ThresholdCheck.requireSameUnit(vital, limits));
            vitals.add(tenant, vital);
            emit.emitVitalRecorded(tenant, vital);
            ranges.ifPresent(
                    limits -> ThresholdCheck.alerts(vital, limits).forEach(alert -> alert(tenant, alert, now)));
            return vital;
        });
    }

    /**
     * Requires a value that this class could have recorded: of a valid type, plausible, and in the type's own unit.
     *
     * @throws RejectedException INVALID, naming the field
     */
    public static void requireValid(VitalSnapshot vital) {
        VitalType type = VitalType.named(vital.dataType());
        if (type.read(vital.value(), vital.unit()).original().isPresent()) {
            throw type.foreignUnit();
        }
    }

    private void alert(TenantId tenant, VitalAlert alert, Instant now) {
        if (recentAlerts.recordUnlessRecent(tenant, alert, now, now.minus(policy.alertCooldown()))) {
            emit.emitHealthAlert(tenant, alert);
            alertNotifier.raise(tenant, alert);
        }
    }

    /**
     * A page of a patient's history by measuring time, newest first, regardless of the order of arrival.
     *
     * @throws RejectedException INVALID for an impossible limit, type or time; FORBIDDEN if the caller may not see this
     *     patient's values; NOT_FOUND if there is no such patient
     */
    public Page<VitalSnapshot> history(Caller caller, VitalQuery query) {
        Fields.within("limit", query.limit(), 1, VitalQuery.MAX_LIMIT);
        query.dataType().ifPresent(VitalType::named);
        query.from().ifPresent(from -> Fields.moment("from", from));
        query.to().ifPresent(to -> Fields.moment("to", to));
        String patient = access.requireReadable(caller, query.patientId());
        List<VitalSnapshot> found = vitals.newest(caller.tenant(), patient, query, query.limit() + 1);
        return Page.of(found, query.limit(), last -> new TimeCursor(last.measuredAt(), last.id()).text());
    }

    /**
     * A patient's values of one type, aggregated by hour or day, oldest first. Spans without a value are omitted.
     *
     * @throws RejectedException INVALID for an impossible type, and for a range that ends before its start or exceeds
     *     the limit of the bucket size. FORBIDDEN and NOT_FOUND as {@link #history}
     */
    public List<VitalAggregate> aggregates(Caller caller, AggregateQuery query) {
        VitalType type = VitalType.named(Fields.required("dataType", query.dataType()));
        Instant to = query.to().map(time -> Fields.moment("to", time)).orElseGet(clock::instant);
        Instant from = query.from()
                .map(time -> Fields.moment("from", time))
                .orElseGet(() -> to.minus(query.bucketSize().defaultRange()));
        if (from.isAfter(to)
                || Duration.between(from, to).compareTo(query.bucketSize().maxRange()) > 0) {
            throw RejectedException.invalid("from: invalid (expected: before to, by at most "
                    + query.bucketSize().maxRange().toDays() + " days)");
        }
        String patient = access.requireReadable(caller, query.patientId());
        TreeMap<Instant, VitalAggregate> buckets = new TreeMap<>();
        for (VitalAggregate quarter : vitals.quarterHourAggregates(caller.tenant(), patient, type.name(), from, to)) {
            Instant start = query.bucketSize().startOf(quarter.start().atZone(query.zone()));
            buckets.merge(start, quarter.withStart(start), VitalAggregate::merge);
        }
        return List.copyOf(buckets.values());
    }

    /**
     * Deletes at most {@value #SWEEP_BATCH_SIZE} expired records of alerts and as many expired values, in every tenant. Call
     * every few seconds.
     */
    public void sweep() {
        Instant now = clock.instant();
        recentAlerts.removeRaisedUpTo(now.minus(policy.alertCooldown()), SWEEP_BATCH_SIZE);
        policy.retention().ifPresent(age -> vitals.removeMeasuredBefore(now.minus(age), SWEEP_BATCH_SIZE));
    }

    private Instant checkedTime(Instant given, Instant now) {
        Instant time = Fields.moment("measuredAt", given);
        if (time.isAfter(now.plus(MAX_AHEAD))) {
            throw RejectedException.invalid(
                    "measuredAt: in the future (expected: at most " + MAX_AHEAD.toMinutes() + " minutes ahead)");
        }
        policy.retention().filter(age -> time.isBefore(now.minus(age))).ifPresent(age -> {
            throw RejectedException.invalid(
                    "measuredAt: too old (expected: within the last " + age.toDays() + " days)");
        });
        return time;
    }
}
