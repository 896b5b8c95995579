package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CANCELLED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CREATED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_UPDATED;
import static dev.carewire.event.AppointmentEvents.PATIENT_CHECKED_IN;
import static dev.carewire.event.BulkEvents.RECORDS_BULK_UPDATED;
import static dev.carewire.event.PatientEvents.BALANCE_CHANGED;
import static dev.carewire.event.PatientEvents.INSURANCE_VERIFIED;
import static dev.carewire.event.PatientEvents.PATIENT_CREATED;
import static dev.carewire.event.PatientEvents.PATIENT_DELETED;
import static dev.carewire.event.PatientEvents.PATIENT_UPDATED;
import static dev.carewire.event.QueueEvents.QUEUE_UPDATED;
import static dev.carewire.event.QueueEvents.TICKET_CHANGED;
import static dev.carewire.event.VisitEvents.VISIT_UPDATED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;
import java.util.List;

/** derm-app's names for events: appointments, patients, visits and what hangs on them. */
final class PatientCareVocabulary {

    private PatientCareVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        APPOINTMENT_CREATED,
                        "appointment:created",
                        (created, at) -> wrapped("appointment", StandardJson.appointment(created.appointment()), at))
                .render(
                        APPOINTMENT_UPDATED,
                        "appointment:updated",
                        (updated, at) -> wrapped("appointment", StandardJson.appointment(updated.appointment()), at))
                .render(
                        APPOINTMENT_CANCELLED,
                        "appointment:cancelled",
                        (cancelled, at) -> timestamped(
                                new JsonObject()
                                        .put(
                                                "appointmentId",
                                                cancelled.appointment().id())
                                        .put("reason", cancelled.reason()),
                                at))
                // One generation of clients listens to the first name, the next to the second.
                .render(
                        PATIENT_CHECKED_IN,
                        List.of("patient:checkin", "appointment:checkedin"),
                        (checkedIn, at) -> timestamped(StandardJson.checkIn(checkedIn.appointment()), at))
                .silent(PATIENT_CREATED)
                .render(
                        PATIENT_UPDATED,
                        "patient:updated",
                        (updated, at) -> wrapped("patient", StandardJson.patient(updated.patient()), at))
                .silent(PATIENT_DELETED)
                .silent(QUEUE_UPDATED)
                .render(TICKET_CHANGED, "queue:ticket", (ticket, at) -> timestamped(StandardJson.ticket(ticket), at))
                .silent(VISIT_UPDATED)
                .render(
                        INSURANCE_VERIFIED,
                        "patient:insurance_verified",
                        (verified, at) -> timestamped(StandardJson.insurance(verified), at))
                .render(
                        BALANCE_CHANGED,
                        "patient:balance_changed",
                        (changed, at) -> timestamped(StandardJson.balance(changed), at))
                .render(
                        RECORDS_BULK_UPDATED,
                        (bulk, at) -> List.of(EventMessage.text(
                                bulk.kind().wireName() + ":bulk-update", timestamped(new JsonObject(), at))));
    }
}
