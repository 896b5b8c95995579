package dev.carewire.rest;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.visit.VisitForm;

/** Parses the bodies of visit requests. */
final class VisitInput {

    private VisitInput() {}

    /** A new visit. */
    static VisitForm creation(RecordBody<VisitSnapshot> body) {
        JsonFields fields = body.fields();
        if (fields.id("appointmentId", "appointment").isEmpty()
                && fields.id("queueItemId", "queueItem").isEmpty()) {
            fields.required("patientId", () -> fields.id("patientId", "patient"));
            fields.required("doctorId", fields::doctorId);
        }
        return change(body);
    }

    /** Changes of a visit. */
    static VisitForm change(RecordBody<VisitSnapshot> body) {
        JsonFields fields = body.fields();
        return new VisitForm(
                body.id(),
                fields.id("patientId", "patient"),
                fields.doctorId(),
                fields.enumValue(EnumNames.VISIT_STATUS, "status"),
                fields.id("appointmentId", "appointment"),
                fields.id("queueItemId", "queueItem"),
                fields.clearableProse("chiefComplaint"),
                fields.clearableProse("notes"),
                body.extra());
    }
}
