package dev.carewire.event;

/** What clients choose visits by, as it was at one moment. */
public record VisitTraits(VisitStatus status, String patientId, String doctorId) {

    public VisitTraits {
        Facts.given("status", status);
        patientId = Facts.id("patientId", patientId);
        doctorId = Facts.id("doctorId", doctorId);
    }

    /** Those of a visit. */
    public static VisitTraits of(VisitSnapshot visit) {
        return new VisitTraits(
                visit.status(), visit.patient().id(), visit.doctor().id());
    }
}
