package dev.carewire.event;

import java.util.List;

/** Prescriptions. */
public final class PrescriptionEvents {

    public static final EventType<PrescriptionCreated> PRESCRIPTION_CREATED = new EventType<>(
                    "prescription.created",
                    PrescriptionCreated.class,
                    Audience.tenantAndEntity(RoomKey.Kind.PRESCRIPTIONS),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A prescription was written.")
            .stateOf(
                    ReportedRecord.Kind.PRESCRIPTION,
                    created -> created.prescription().id());

    public static final EventType<PrescriptionSent> PRESCRIPTION_SENT = new EventType<>(
                    "prescription.sent",
                    PrescriptionSent.class,
                    Audience.tenantAndEntity(RoomKey.Kind.PRESCRIPTIONS),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A prescription was sent to a pharmacy.")
            .changeOf(ReportedRecord.Kind.PRESCRIPTION, sent -> sent.prescriptionId());

    public static final EventType<PrescriptionStatusChanged> PRESCRIPTION_STATUS_CHANGED = new EventType<>(
                    "prescription.status-changed",
                    PrescriptionStatusChanged.class,
                    Audience.tenantAndEntity(RoomKey.Kind.PRESCRIPTIONS),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A prescription's state changed.")
            .changeOf(ReportedRecord.Kind.PRESCRIPTION, changed -> changed.prescriptionId());

    static final List<EventType<?>> ALL = List.of(PRESCRIPTION_CREATED, PRESCRIPTION_SENT, PRESCRIPTION_STATUS_CHANGED);

    private PrescriptionEvents() {}

    /** A prescription was written. */
    public record PrescriptionCreated(PrescriptionSnapshot prescription) {

        public PrescriptionCreated {
            PayloadChecks.required("prescription", prescription);
        }
    }

    /** A prescription was sent to a pharmacy. */
    public record PrescriptionSent(String prescriptionId, String patientId, String medication) {

        public PrescriptionSent {
            prescriptionId = PayloadChecks.id("prescriptionId", prescriptionId);
            patientId = PayloadChecks.id("patientId", patientId);
            medication = PayloadChecks.line("medication", medication);
        }

        /** Shows the id only: the rest is clinical. */
        @Override
        public String toString() {
            return "PrescriptionSent[" + prescriptionId + "]";
        }
    }

    /** A prescription's state changed. */
    public record PrescriptionStatusChanged(String prescriptionId, PrescriptionStatus status) {

        public PrescriptionStatusChanged {
            prescriptionId = PayloadChecks.id("prescriptionId", prescriptionId);
            PayloadChecks.required("status", status);
        }
    }
}
