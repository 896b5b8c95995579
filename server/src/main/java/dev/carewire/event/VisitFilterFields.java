package dev.carewire.event;

/** The fields by which clients filter visits, as of one moment. */
public record VisitFilterFields(VisitStatus status, String patientId, String doctorId) {

    public VisitFilterFields {
        PayloadChecks.required("status", status);
        patientId = PayloadChecks.id("patientId", patientId);
        doctorId = PayloadChecks.id("doctorId", doctorId);
    }

    /** The fields of a visit. */
    public static VisitFilterFields of(VisitSnapshot visit) {
        return new VisitFilterFields(
                visit.status(), visit.patient().id(), visit.doctor().id());
    }
}
