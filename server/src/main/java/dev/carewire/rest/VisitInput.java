package dev.carewire.rest;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.visit.VisitForm;
import java.util.Optional;

/** Parses the bodies of visit requests. */
final class VisitInput {

    private VisitInput() {}

    /** A new visit. */
    static VisitForm creation(RecordBody<VisitSnapshot> body) {
        return form(body, body.fields().doctorId());
    }

    /** Changes of {@code current}. */
    static VisitForm change(RecordBody<VisitSnapshot> body, VisitSnapshot current) {
        return form(body, body.fields().changedDoctorId(current.doctor().id()));
    }

    private static VisitForm form(RecordBody<VisitSnapshot> body, Optional<String> doctorId) {
        JsonFields fields = body.fields();
        return new VisitForm(
                body.id(),
                fields.id("patientId", "patient"),
                doctorId,
                fields.enumValue(EnumNames.VISIT_STATUS, "status"),
                fields.id("appointmentId", "appointment"),
                fields.id("queueItemId", "queueItem"),
                fields.text("chiefComplaint"),
                fields.text("notes"),
                body.extra());
    }
}
