package dev.carewire.vitals;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.Emit;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalsEvents.VitalThresholdsChanged;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The thresholds beyond which a patient's values raise alerts. Custom ones take precedence over the documented
 * defaults; the clinic's own types have no defaults. Patients set their own, staff those of the clinic's patients. Any
 * thread; every method blocks.
 */
public final class Thresholds {

    /** Most types of the clinic's own with thresholds for one patient. */
    public static final int MAX_CUSTOM_TYPES = 50;

    private final VitalAccess access;
    private final ThresholdRepository thresholds;
    private final RecentAlerts recentAlerts;
    private final Transactions transactions;
    private final Emit emit;

    /** Thresholds in the given repositories. */
    public Thresholds(
            RecordDirectory directory,
            ThresholdRepository thresholds,
            RecentAlerts recentAlerts,
            Transactions transactions,
            Emit emit) {
        this.access = new VitalAccess(directory);
        this.thresholds = thresholds;
        this.recentAlerts = recentAlerts;
        this.transactions = transactions;
        this.emit = emit;
    }

    /**
     * All thresholds of a patient, by type.
     *
     * @param patientId empty for the caller
     * @throws RejectedException FORBIDDEN if the caller may not see this patient's values; NOT_FOUND if there is no
     *     such patient
     */
    public SortedMap<String, VitalThresholds> list(Caller caller, Optional<String> patientId) {
        String patient = access.requireReadable(caller, patientId);
        SortedMap<String, VitalThresholds> all = new TreeMap<>();
        VitalType.KNOWN.forEach(type -> type.thresholds().ifPresent(documented -> all.put(type.name(), documented)));
        all.putAll(thresholds.list(caller.tenant(), patient));
        return all;
    }

    /**
     * The thresholds in effect for one type of a patient.
     *
     * @param patientId empty for the caller
     * @throws RejectedException as {@link #list}; NOT_FOUND also for a type without thresholds
     */
    public VitalThresholds get(Caller caller, Optional<String> patientId, String dataType) {
        String patient = access.requireReadable(caller, patientId);
        return effective(caller.tenant(), patient, VitalType.named(dataType))
                .orElseThrow(() -> RejectedException.notFound("threshold"));
    }

    /**
     * Sets the thresholds for one type. Earlier alerts do not suppress the next one.
     *
     * @return the thresholds now in effect
     * @throws RejectedException INVALID for an impossible type, number or range; FORBIDDEN and NOT_FOUND as
     *     {@link #list}; CONFLICT if there are {@value #MAX_CUSTOM_TYPES} types of the clinic's own
     */
    public VitalThresholds change(Caller caller, ThresholdForm form) {
        return change(caller, form, current -> {});
    }

    /**
     * As {@link #change(Caller, ThresholdForm)}.
     *
     * @param condition receives the locked thresholds in effect before; a rejection that it throws changes nothing
     */
    public VitalThresholds change(Caller caller, ThresholdForm form, Consumer<Optional<VitalThresholds>> condition) {
        VitalType type = VitalType.named(Fields.required("dataType", form.dataType()));
        if (form.amount().isEmpty() && form.diastolic().isEmpty()) {
            throw RejectedException.invalid("threshold is required");
        }
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            String patient = access.requireWritable(caller, form.patientId());
            thresholds.lock(tenant, patient);
            SortedMap<String, VitalThresholds> present = thresholds.list(tenant, patient);
            Optional<VitalThresholds> before =
                    Optional.ofNullable(present.get(type.name())).or(type::thresholds);
            condition.accept(before);
            VitalThresholds changed = merged(form, type, before);
            requireRoomForType(present, type);
            thresholds.put(tenant, patient, type.name(), changed);
            recentAlerts.delete(tenant, patient, type.name());
            emit.emitVitalThresholdsChanged(
                    tenant, new VitalThresholdsChanged(patient, type.name(), changed, caller.userId()));
            return changed;
        });
    }

    /** The thresholds in effect for one type of a patient. */
    Optional<VitalThresholds> effective(TenantId tenant, String patientId, VitalType type) {
        return thresholds.find(tenant, patientId, type.name()).or(type::thresholds);
    }

    /**
     * Requires thresholds that {@link #change} could have stored: of a valid type, plausible, and in the type's own unit.
     *
     * @throws RejectedException INVALID, naming the field
     */
    public static void requireValid(String dataType, VitalThresholds thresholds) {
        VitalType type = VitalType.named(dataType);
        VitalRange amount = type.readRange(thresholds.amount(), thresholds.unit());
        Optional<VitalRange> diastolic =
                thresholds.diastolic().map(range -> type.readDiastolicRange(range, thresholds.unit()));
        if (!amount.equals(thresholds.amount()) || !diastolic.equals(thresholds.diastolic())) {
            throw type.foreignUnit();
        }
    }

    private static VitalThresholds merged(ThresholdForm form, VitalType type, Optional<VitalThresholds> present) {
        VitalRange amount = form.amount()
                .map(range -> type.readRange(range, form.unit()))
                .or(() -> present.map(VitalThresholds::amount))
                .orElseThrow(() -> RejectedException.invalid("threshold: invalid (expected: min, max)"));
        Optional<VitalRange> diastolic = form.diastolic()
                .map(range -> type.readDiastolicRange(range, form.unit()))
                .or(() -> present.flatMap(VitalThresholds::diastolic));
        return new VitalThresholds(amount, diastolic, type.thresholdUnit(form.unit()));
    }

    private static void requireRoomForType(Map<String, VitalThresholds> present, VitalType type) {
        long own = present.keySet().stream()
                .filter(name -> !VitalType.named(name).isKnown())
                .count();
        if (!type.isKnown() && !present.containsKey(type.name()) && own >= MAX_CUSTOM_TYPES) {
            throw RejectedException.conflict(
                    "thresholds: too many (expected: at most " + MAX_CUSTOM_TYPES + " for types of the clinic's own)");
        }
    }
}
