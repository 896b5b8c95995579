package dev.carewire.event;

import java.util.List;

/** Patients' records. */
public final class PatientEvents {

    public static final EventType<PatientCreated> PATIENT_CREATED = new EventType<>(
            "patient.created",
            PatientCreated.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.IDENTIFYING,
            "A patient was registered.");

    public static final EventType<PatientUpdated> PATIENT_UPDATED = new EventType<>(
            "patient.updated",
            PatientUpdated.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.IDENTIFYING,
            "A patient's record changed.");

    public static final EventType<PatientDeleted> PATIENT_DELETED = new EventType<>(
            "patient.deleted",
            PatientDeleted.class,
            Audience.tenant(),
            Delivery.LOGGED,
            Phi.NONE,
            "A patient's record was removed.");

    static final List<EventType<?>> ALL = List.of(PATIENT_CREATED, PATIENT_UPDATED, PATIENT_DELETED);

    private PatientEvents() {}

    /** A patient was registered. */
    public record PatientCreated(PatientSnapshot patient) {}

    /** A patient's master data changed. */
    public record PatientUpdated(PatientSnapshot patient) {}

    /** A patient was removed. */
    public record PatientDeleted(String patientId) {}
}
