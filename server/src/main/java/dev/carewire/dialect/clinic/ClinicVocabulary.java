package dev.carewire.dialect.clinic;

import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CANCELLED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CREATED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_UPDATED;
import static dev.carewire.event.BillingEvents.INVOICE_UPDATED;
import static dev.carewire.event.BulkEvents.RECORDS_BULK_UPDATED;
import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static dev.carewire.event.CustomEvents.CUSTOM_SIGNALLED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.PatientEvents.PATIENT_CREATED;
import static dev.carewire.event.PatientEvents.PATIENT_UPDATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_CREATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED;
import static dev.carewire.event.QueueEvents.QUEUE_UPDATED;
import static dev.carewire.event.QueueEvents.TICKET_CHANGED;
import static dev.carewire.event.VisitEvents.VISIT_UPDATED;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.Vocabulary.EventRenderer;
import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The clinic system's names for events; each carries its {@code timestamp} as milliseconds since 1970. */
final class ClinicVocabulary {

    private static final String PATIENT = "patient:updated";

    private ClinicVocabulary() {}

    /**
     * Creates the vocabulary. A check-in is silent, since the changes of the appointment and of the queue announce it. A prescription's new
     * status makes pages reload the list.
     *
     * @param zones for the day and time of an appointment
     */
    static Vocabulary create(ClinicZones zones) {
        return Vocabulary.builder()
                .renderEvent(APPOINTMENT_CREATED, appointment(zones, AppointmentCreated::appointment))
                .renderEvent(APPOINTMENT_UPDATED, appointment(zones, AppointmentUpdated::appointment))
                .renderEvent(APPOINTMENT_CANCELLED, appointment(zones, AppointmentCancelled::appointment))
                .render(PATIENT_CREATED, PATIENT, (created, at) -> patient(created.patient(), at))
                .render(PATIENT_UPDATED, PATIENT, (updated, at) -> patient(updated.patient(), at))
                .render(
                        QUEUE_UPDATED,
                        "queue:updated",
                        (updated, at) -> wrapped("queueItem", ClinicJson.queueItem(updated.entry()), at))
                .render(TICKET_CHANGED, "queue:ticket", (ticket, at) -> withTimestamp(ClinicJson.ticket(ticket), at))
                .render(
                        VISIT_UPDATED,
                        "visit:updated",
                        (updated, at) -> wrapped("visit", ClinicJson.visit(updated.visit()), at))
                .render(PRESCRIPTION_CREATED, ClinicVocabulary::prescription)
                .render(
                        PRESCRIPTION_STATUS_CHANGED,
                        "prescriptions:bulk-update",
                        (changed, at) -> withTimestamp(new JsonObject(), at))
                .render(
                        INVOICE_UPDATED,
                        "invoice:updated",
                        (updated, at) -> wrapped("invoice", ClinicJson.invoice(updated.invoice()), at))
                .render(
                        NOTIFICATION_CREATED,
                        "notification",
                        (created, at) -> withTimestamp(ClinicJson.notification(created.notification()), at))
                .render(
                        NOTIFICATION_REPEATED,
                        "notification",
                        (repeated, at) -> withTimestamp(ClinicJson.notification(repeated.notification()), at))
                .render(
                        RECORDS_BULK_UPDATED,
                        (bulk, at) -> List.of(EventMessage.text(
                                bulk.kind().wireName() + ":bulk-update", withTimestamp(new JsonObject(), at))))
                .render(
                        CUSTOM_EMITTED,
                        (message, at) -> List.of(EventMessage.verbatim(
                                message.name(), message.data().stream().toList())))
                .render(
                        CUSTOM_SIGNALLED,
                        (message, at) -> List.of(EventMessage.verbatim(
                                message.name(), message.data().stream().toList())))
                .verbatimEvents(ClinicFamily.WIRE.family())
                .silentOtherwise();
    }

    /** The day and the time of an appointment are those of its clinic. */
    private static <P extends Record> EventRenderer<P> appointment(
            ClinicZones zones, Function<P, AppointmentSnapshot> appointment) {
        return (event, facts) -> List.of(EventMessage.text(
                "appointment:updated",
                wrapped(
                        "appointment",
                        ClinicJson.appointment(appointment.apply(facts), zones.zoneOf(event.tenant())),
                        event.at())));
    }

    private static JsonObject patient(PatientSnapshot patient, Instant at) {
        return wrapped("patient", ClinicJson.patient(patient), at);
    }

    /** Pages of a visit listen to a separate event. */
    private static List<String> prescription(PrescriptionCreated created, Instant at) {
        JsonObject prescription = ClinicJson.prescription(created.prescription());
        List<String> messages = new ArrayList<>();
        messages.add(EventMessage.text("prescription:created", wrapped("prescription", prescription, at)));
        created.prescription().visitId().ifPresent(visitId -> {
            JsonObject body = new JsonObject().put("prescription", prescription).put("visitId", visitId);
            messages.add(EventMessage.text("visit:prescription-created", withTimestamp(body, at)));
        });
        return messages;
    }

    private static JsonObject wrapped(String name, JsonObject document, Instant at) {
        return withTimestamp(new JsonObject().put(name, document), at);
    }

    private static JsonObject withTimestamp(JsonObject body, Instant at) {
        return body.put("timestamp", at.toEpochMilli());
    }
}
