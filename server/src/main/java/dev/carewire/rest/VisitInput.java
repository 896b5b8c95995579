package dev.carewire.rest;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.visit.VisitForm;
import java.util.Optional;

/** Parses the bodies of visit requests. */
final class VisitInput {

    private VisitInput() {}

    /** A new visit. */
    static VisitForm creation(JsonFields body) {
        return form(body, body.doctorId());
    }

    /** Changes of {@code current}. */
    static VisitForm change(JsonFields body, VisitSnapshot current) {
        return form(body, body.changedDoctorId(current.doctor().id()));
    }

    private static VisitForm form(JsonFields body, Optional<String> doctorId) {
        return new VisitForm(
                body.id("patientId", "patient"),
                doctorId,
                body.enumValue(EnumNames.VISIT_STATUS, "status"),
                body.id("appointmentId", "appointment"),
                body.id("queueItemId", "queueItem"),
                body.text("chiefComplaint"),
                body.text("notes"));
    }
}
