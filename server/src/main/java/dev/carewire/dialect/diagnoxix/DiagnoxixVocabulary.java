package dev.carewire.dialect.diagnoxix;

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

import dev.carewire.dialect.Vocabulary;
import java.util.List;

/** That system's words for events. Its clients know notifications and nothing else; events of back ends have no title and no text. */
final class DiagnoxixVocabulary {

    private DiagnoxixVocabulary() {}

    static Vocabulary create() {
        return Vocabulary.builder()
                .silent(APPOINTMENT_CREATED)
                .silent(ROOM_MESSAGE_SENT)
                .silent(VISITORS_CHANGED)
                .silent(RECORDING_JOINED)
                .silent(RECORDING_LEFT)
                .silent(RECORDING_COMPLETED)
                .silent(TRANSCRIPT_HEARD)
                .silent(TRANSCRIPTION_FAILED)
                .silent(APPOINTMENT_UPDATED)
                .silent(APPOINTMENT_CANCELLED)
                .silent(PATIENT_CHECKED_IN)
                .silent(PATIENT_CREATED)
                .silent(PATIENT_UPDATED)
                .silent(PATIENT_DELETED)
                .silent(QUEUE_UPDATED)
                .silent(TICKET_CHANGED)
                .silent(VISIT_UPDATED)
                .silent(PRESCRIPTION_CREATED)
                .silent(PRESCRIPTION_STATUS_CHANGED)
                .silent(INVOICE_UPDATED)
                .say(NOTIFICATION_CREATED, (created, at) -> List.of(DiagnoxixJson.frame(created.notification())))
                .say(NOTIFICATION_REPEATED, (repeated, at) -> List.of(DiagnoxixJson.frame(repeated.notification())))
                .silent(NOTIFICATION_UPDATED)
                .silent(UNREAD_NOTIFICATIONS_CHANGED)
                .silent(PREFERENCES_TOLD)
                .silent(RECORDS_BULK_UPDATED)
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
                .silent(MESSAGE_ANNOUNCED)
                .silent(MESSAGE_READ)
                .silent(UNREAD_COUNT_CHANGED)
                .silent(TYPING_CHANGED)
                .silent(CALL_OFFERED)
                .silent(CALL_ANSWERED)
                .silent(CALL_TAKEN)
                .silent(CANDIDATE_FOUND)
                .silent(CALL_ENDED)
                .silent(ANSWER_CONTINUED)
                .silent(ANSWER_WITHDRAWN)
                .silent(USER_CAME_ONLINE)
                .silent(USER_STATUS_CHANGED)
                .silent(USER_WENT_OFFLINE)
                .silent(PATIENT_VIEWING)
                .silent(USERS_LISTED)
                .silent(VIEWERS_LISTED)
                .silent(VITAL_RECORDED)
                .silent(VITAL_THRESHOLDS_CHANGED)
                .silent(VITAL_ALERT_RAISED)
                .silent(CUSTOM_EMITTED)
                .silent(CUSTOM_SIGNALLED)
                .build();
    }
}
