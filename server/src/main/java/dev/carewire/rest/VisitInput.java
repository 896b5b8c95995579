package dev.carewire.rest;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.visit.VisitForm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        return form(body, fields.doctorId());
    }

    /** Changes of a visit; depend on its doctor. */
    static Function<VisitSnapshot, VisitForm> change(RecordBody<VisitSnapshot> body) {
        List<String> doctorIds = body.fields().doctorIds();
        VisitForm form = form(body, Optional.empty());
        return current -> form.withDoctor(doctorIds.stream()
                .filter(id -> !id.equals(current.doctor().id()))
                .findFirst());
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
                fields.clearableProse("chiefComplaint"),
                fields.clearableProse("notes"),
                body.extra());
    }
}
