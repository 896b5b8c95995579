package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.flagInsteadOf;
import static dev.carewire.dialect.standard.MinimalDisclosure.nothingBut;
import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CANCELLED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CREATED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_UPDATED;
import static dev.carewire.event.AppointmentEvents.PATIENT_CHECKED_IN;
import static dev.carewire.event.BulkEvents.RECORDS_BULK_UPDATED;
import static dev.carewire.event.PatientEvents.BALANCE_CHANGED;
import static dev.carewire.event.PatientEvents.INSURANCE_VERIFIED;
import static dev.carewire.event.PatientEvents.PATIENT_UPDATED;
import static dev.carewire.event.QueueEvents.TICKET_CHANGED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.json.JsonObject;
import java.util.List;

/** derm-app's names for events: appointments, patients, visits and related records. */
final class PatientCareVocabulary {

    private PatientCareVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(APPOINTMENT_CREATED)
                .modules(EventModules.APPOINTMENTS)
                .minimal(without("patientName"))
                .record(
                        "appointment:created",
                        "appointment",
                        created -> StandardJson.appointment(created.appointment()));
        rows.event(APPOINTMENT_UPDATED)
                .modules(EventModules.APPOINTMENTS)
                .minimal(without("patientName"))
                .record(
                        "appointment:updated",
                        "appointment",
                        updated -> StandardJson.appointment(updated.appointment()));
        rows.event(APPOINTMENT_CANCELLED)
                .modules(EventModules.APPOINTMENTS)
                .timestamped(
                        "appointment:cancelled",
                        cancelled -> new JsonObject()
                                .put("appointmentId", cancelled.appointment().id())
                                .put("reason", cancelled.reason()));
        // One generation of clients listens to the first name, the next to the second.
        rows.event(PATIENT_CHECKED_IN)
                .modules(EventModules.APPOINTMENTS)
                .minimal(without("patientName"))
                .timestamped(
                        List.of("patient:checkin", "appointment:checkedin"),
                        checkedIn -> StandardJson.checkIn(checkedIn.appointment()));
        rows.event(PATIENT_UPDATED)
                .modules(EventModules.PATIENT_RECORDS)
                .minimal(nothingBut("id", "lastUpdated"))
                .record("patient:updated", "patient", updated -> StandardJson.patient(updated.patient()));
        rows.event(TICKET_CHANGED).timestamped("queue:ticket", StandardJson::ticket);
        rows.event(INSURANCE_VERIFIED)
                .modules(EventModules.PATIENT_RECORDS)
                .minimal(MinimalDisclosure.within("insuranceInfo", nothingBut("verified")))
                .timestamped("patient:insurance_verified", StandardJson::insurance);
        rows.event(BALANCE_CHANGED)
                .modules(EventModules.ACCOUNTS)
                .minimal(flagInsteadOf("balanceChanged", "oldBalance", "newBalance"))
                .timestamped("patient:balance_changed", StandardJson::balance);
        rows.event(RECORDS_BULK_UPDATED)
                .modules(EventModules.OVERVIEW)
                .messages((bulk, at) -> List.of(EventMessage.text(
                        bulk.kind().wireName() + ":bulk-update", new JsonObject().put("timestamp", at))));
    }
}
