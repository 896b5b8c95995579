package dev.carewire.dialect.clinic;

import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CANCELLED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_CREATED;
import static dev.carewire.event.AppointmentEvents.APPOINTMENT_UPDATED;
import static dev.carewire.event.AppointmentEvents.PATIENT_CHECKED_IN;
import static dev.carewire.event.AssistantEvents.ANSWER_CONTINUED;
import static dev.carewire.event.AssistantEvents.ANSWER_WITHDRAWN;
import static dev.carewire.event.BillingEvents.INVOICE_UPDATED;
import static dev.carewire.event.BillingEvents.PAYMENT_POSTED;
import static dev.carewire.event.BillingEvents.PAYMENT_RECEIVED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_CREATED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_RESULT_RECEIVED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_REVIEWED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_UPDATED;
import static dev.carewire.event.BulkEvents.RECORDS_BULK_UPDATED;
import static dev.carewire.event.CallEvents.CALL_ANSWERED;
import static dev.carewire.event.CallEvents.CALL_ENDED;
import static dev.carewire.event.CallEvents.CALL_OFFERED;
import static dev.carewire.event.CallEvents.CALL_TAKEN;
import static dev.carewire.event.CallEvents.CANDIDATE_FOUND;
import static dev.carewire.event.ClaimEvents.CLAIM_CREATED;
import static dev.carewire.event.ClaimEvents.CLAIM_DENIED;
import static dev.carewire.event.ClaimEvents.CLAIM_PAID;
import static dev.carewire.event.ClaimEvents.CLAIM_STATUS_CHANGED;
import static dev.carewire.event.ClaimEvents.CLAIM_SUBMITTED;
import static dev.carewire.event.ClaimEvents.CLAIM_UPDATED;
import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static dev.carewire.event.CustomEvents.CUSTOM_SIGNALLED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_COMPLETED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_CREATED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_SIGNED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_UPDATED;
import static dev.carewire.event.FlowEvents.PATIENT_FLOW_UPDATED;
import static dev.carewire.event.FlowEvents.PROVIDER_QUEUE_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_BOARD_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_STATUS_CHANGED;
import static dev.carewire.event.LabEvents.LAB_RESULT_CREATED;
import static dev.carewire.event.LabEvents.LAB_RESULT_UPDATED;
import static dev.carewire.event.MessagingEvents.MESSAGE_ANNOUNCED;
import static dev.carewire.event.MessagingEvents.MESSAGE_EDITED;
import static dev.carewire.event.MessagingEvents.MESSAGE_READ;
import static dev.carewire.event.MessagingEvents.MESSAGE_RETRACTED;
import static dev.carewire.event.MessagingEvents.MESSAGE_SENT;
import static dev.carewire.event.MessagingEvents.TYPING_CHANGED;
import static dev.carewire.event.MessagingEvents.UNREAD_COUNT_CHANGED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_UPDATED;
import static dev.carewire.event.NotificationEvents.PREFERENCES_TOLD;
import static dev.carewire.event.NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED;
import static dev.carewire.event.PatientEvents.BALANCE_CHANGED;
import static dev.carewire.event.PatientEvents.INSURANCE_VERIFIED;
import static dev.carewire.event.PatientEvents.PATIENT_CREATED;
import static dev.carewire.event.PatientEvents.PATIENT_DELETED;
import static dev.carewire.event.PatientEvents.PATIENT_UPDATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_CREATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_SENT;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED;
import static dev.carewire.event.PresenceEvents.PATIENT_VIEWING;
import static dev.carewire.event.PresenceEvents.USERS_LISTED;
import static dev.carewire.event.PresenceEvents.USER_CAME_ONLINE;
import static dev.carewire.event.PresenceEvents.USER_STATUS_CHANGED;
import static dev.carewire.event.PresenceEvents.USER_WENT_OFFLINE;
import static dev.carewire.event.PresenceEvents.VIEWERS_LISTED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_APPROVED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_CREATED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_DENIED;
import static dev.carewire.event.PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED;
import static dev.carewire.event.QueueEvents.QUEUE_UPDATED;
import static dev.carewire.event.QueueEvents.TICKET_CHANGED;
import static dev.carewire.event.RecordingEvents.RECORDING_COMPLETED;
import static dev.carewire.event.RecordingEvents.RECORDING_JOINED;
import static dev.carewire.event.RecordingEvents.RECORDING_LEFT;
import static dev.carewire.event.RecordingEvents.TRANSCRIPTION_FAILED;
import static dev.carewire.event.RecordingEvents.TRANSCRIPT_HEARD;
import static dev.carewire.event.RoomEvents.ROOM_MESSAGE_SENT;
import static dev.carewire.event.TaskEvents.TASK_CREATED;
import static dev.carewire.event.TaskEvents.TASK_UPDATED;
import static dev.carewire.event.ThreadEvents.MEMBERS_ADDED;
import static dev.carewire.event.ThreadEvents.MEMBER_REMOVED;
import static dev.carewire.event.ThreadEvents.VISITORS_CHANGED;
import static dev.carewire.event.VisitEvents.VISIT_UPDATED;
import static dev.carewire.event.VitalsEvents.VITAL_ALERT_RAISED;
import static dev.carewire.event.VitalsEvents.VITAL_RECORDED;
import static dev.carewire.event.VitalsEvents.VITAL_THRESHOLDS_CHANGED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The clinic system's names for events; each carries its {@code timestamp} as milliseconds since 1970. */
final class ClinicVocabulary {

    private static final String APPOINTMENT = "appointment:updated";
    private static final String PATIENT = "patient:updated";

    private ClinicVocabulary() {}

    /**
     * A check-in has no words of its own here: the change of the appointment and of the queue tell it. Nor has a prescription's
     * new status: pages are told to read the list again.
     */
    static Vocabulary create(ZoneId zone) {
        return Vocabulary.builder()
                .render(APPOINTMENT_CREATED, APPOINTMENT, (created, at) -> appointment(created.appointment(), zone, at))
                .render(APPOINTMENT_UPDATED, APPOINTMENT, (updated, at) -> appointment(updated.appointment(), zone, at))
                .render(
                        APPOINTMENT_CANCELLED,
                        APPOINTMENT,
                        (cancelled, at) -> appointment(cancelled.appointment(), zone, at))
                .silent(PATIENT_CHECKED_IN)
                .render(PATIENT_CREATED, PATIENT, (created, at) -> patient(created.patient(), at))
                .render(PATIENT_UPDATED, PATIENT, (updated, at) -> patient(updated.patient(), at))
                .silent(PATIENT_DELETED)
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
                .silent(NOTIFICATION_UPDATED)
                .silent(UNREAD_NOTIFICATIONS_CHANGED)
                .silent(PREFERENCES_TOLD)
                .render(
                        RECORDS_BULK_UPDATED,
                        (bulk, at) -> List.of(EventMessage.text(
                                bulk.kind().wireName() + ":bulk-update", withTimestamp(new JsonObject(), at))))
                .silent(INSURANCE_VERIFIED)
                .silent(BALANCE_CHANGED)
                .silent(PRESCRIPTION_SENT)
                .silent(PAYMENT_RECEIVED)
                .silent(PAYMENT_POSTED)
                .silent(TASK_CREATED)
                .silent(TASK_UPDATED)
                .silent(LAB_RESULT_CREATED)
                .silent(LAB_RESULT_UPDATED)
                .silent(PATIENT_FLOW_UPDATED)
                .silent(ROOM_BOARD_UPDATED)
                .silent(PROVIDER_QUEUE_UPDATED)
                .silent(ROOM_STATUS_CHANGED)
                .silent(ENCOUNTER_CREATED)
                .silent(ENCOUNTER_UPDATED)
                .silent(ENCOUNTER_COMPLETED)
                .silent(ENCOUNTER_SIGNED)
                .silent(BIOPSY_CREATED)
                .silent(BIOPSY_UPDATED)
                .silent(BIOPSY_RESULT_RECEIVED)
                .silent(BIOPSY_REVIEWED)
                .silent(CLAIM_CREATED)
                .silent(CLAIM_UPDATED)
                .silent(CLAIM_STATUS_CHANGED)
                .silent(CLAIM_SUBMITTED)
                .silent(CLAIM_DENIED)
                .silent(CLAIM_PAID)
                .silent(PRIOR_AUTH_CREATED)
                .silent(PRIOR_AUTH_STATUS_CHANGED)
                .silent(PRIOR_AUTH_APPROVED)
                .silent(PRIOR_AUTH_DENIED)
                .silent(MESSAGE_SENT)
                .silent(MESSAGE_EDITED)
                .silent(MESSAGE_RETRACTED)
                .silent(MEMBERS_ADDED)
                .silent(MEMBER_REMOVED)
                .silent(ROOM_MESSAGE_SENT)
                .silent(MESSAGE_ANNOUNCED)
                .silent(MESSAGE_READ)
                .silent(VISITORS_CHANGED)
                .silent(UNREAD_COUNT_CHANGED)
                .silent(TYPING_CHANGED)
                .silent(CALL_OFFERED)
                .silent(CALL_ANSWERED)
                .silent(CALL_TAKEN)
                .silent(CANDIDATE_FOUND)
                .silent(CALL_ENDED)
                .silent(ANSWER_CONTINUED)
                .silent(ANSWER_WITHDRAWN)
                .silent(TRANSCRIPT_HEARD)
                .silent(TRANSCRIPTION_FAILED)
                .silent(RECORDING_JOINED)
                .silent(RECORDING_LEFT)
                .silent(RECORDING_COMPLETED)
                .silent(USER_CAME_ONLINE)
                .silent(USER_STATUS_CHANGED)
                .silent(USER_WENT_OFFLINE)
                .silent(PATIENT_VIEWING)
                .silent(USERS_LISTED)
                .silent(VIEWERS_LISTED)
                .silent(VITAL_RECORDED)
                .silent(VITAL_THRESHOLDS_CHANGED)
                .silent(VITAL_ALERT_RAISED)
                .render(CUSTOM_EMITTED, (message, at) -> List.of(EventMessage.verbatim(message.name(), message.data())))
                .render(
                        CUSTOM_SIGNALLED,
                        (message, at) -> List.of(EventMessage.verbatim(message.name(), message.data())))
                .build();
    }

    private static JsonObject appointment(AppointmentSnapshot appointment, ZoneId zone, Instant at) {
        return wrapped("appointment", ClinicJson.appointment(appointment, zone), at);
    }

    private static JsonObject patient(PatientSnapshot patient, Instant at) {
        return wrapped("patient", ClinicJson.patient(patient), at);
    }

    /** Pages that show a visit listen to an event of their own. */
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
