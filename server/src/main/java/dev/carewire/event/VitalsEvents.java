package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;

/** Measured values. Only the patient, and the staff who have the patient's chart open, receive them. */
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
                    "The alert thresholds for a type of a patient's values changed.")
            .stateOf(ReportedRecord.Kind.VITAL_THRESHOLDS, changed -> changed.patientId() + "/" + changed.dataType());

    public static final EventType<VitalAlertRaised> VITAL_ALERT_RAISED = new EventType<>(
            "vitals.alert-raised",
            VitalAlertRaised.class,
            (tenant, raised) -> patientRooms(tenant, raised.alert().patientId()),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A measured value is outside its threshold.");

    static final List<EventType<?>> ALL = List.of(VITAL_RECORDED, VITAL_THRESHOLDS_CHANGED, VITAL_ALERT_RAISED);

    private VitalsEvents() {}

    private static List<RoomKey> patientRooms(TenantId tenant, String patientId) {
        return List.of(RoomKey.user(tenant, patientId), RoomKey.patient(tenant, patientId));
    }

    /** A value was measured. */
    public record VitalRecorded(VitalSnapshot vital) {}

    /**
     * The thresholds for one type of a patient changed.
     *
     * @param changedBy the user who changed them
     */
    public record VitalThresholdsChanged(
            String patientId, String dataType, VitalThresholds thresholds, String changedBy) {}

    /** A value is outside its threshold. */
    public record VitalAlertRaised(VitalAlert alert) {}
}
