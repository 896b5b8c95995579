package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;

/**
 * Measured values, which only those see whom they concern: the patient, and the staff who have the patient's chart open.
 */
public final class VitalsEvents {

    public static final EventType<VitalRecorded> VITAL_RECORDED = new EventType<>(
            "vitals.recorded",
            VitalRecorded.class,
            (tenant, recorded) -> patientRooms(tenant, recorded.vital().patientId()),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A value was measured.");

    public static final EventType<VitalThresholdsChanged> VITAL_THRESHOLDS_CHANGED = new EventType<>(
            "vitals.threshold-changed",
            VitalThresholdsChanged.class,
            (tenant, changed) -> patientRooms(tenant, changed.patientId()),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A patient's values of a type raise alerts outside of another range than before.");

    public static final EventType<VitalAlertRaised> VITAL_ALERT_RAISED = new EventType<>(
            "vitals.alert-raised",
            VitalAlertRaised.class,
            (tenant, raised) -> patientRooms(tenant, raised.alert().patientId()),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A measured value lies outside its threshold.");

    static final List<EventType<?>> ALL = List.of(VITAL_RECORDED, VITAL_THRESHOLDS_CHANGED, VITAL_ALERT_RAISED);

    private VitalsEvents() {}

    private static List<RoomKey> patientRooms(TenantId tenant, String patientId) {
        return List.of(RoomKey.user(tenant, patientId), RoomKey.patient(tenant, patientId));
    }

    /** A value was measured. */
    public record VitalRecorded(VitalSnapshot vital) {}

    /**
     * The thresholds of one type of one patient are others now.
     *
     * @param changedBy the user who changed them
     */
    public record VitalThresholdsChanged(
            String patientId, String dataType, VitalThresholds thresholds, String changedBy) {}

    /** A value lies outside its threshold. */
    public record VitalAlertRaised(VitalAlert alert) {}
}
