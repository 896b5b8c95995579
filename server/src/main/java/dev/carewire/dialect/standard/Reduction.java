package dev.carewire.dialect.standard;

import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.BillingEvents;
import dev.carewire.event.BiopsyEvents;
import dev.carewire.event.ClaimEvents;
import dev.carewire.event.EncounterEvents;
import dev.carewire.event.EventType;
import dev.carewire.event.FlowEvents;
import dev.carewire.event.LabEvents;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PriorAuthEvents;
import dev.carewire.event.TaskEvents;
import dev.carewire.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the bodies of events leave out where little is to be disclosed, event by event: what the second generation of derm-app's
 * contract leaves out, and of events that it does not know what is of the same sort. Immutable; any thread.
 */
final class Reduction {

    /** Clients show the preview of every message that is announced, so there is one; it says nothing. */
    static final String PREVIEW = "New message";

    /** In place of texts that name patients, by the kind of the notification. */
    static final Map<String, String> TEXTS = Map.of(
            "prior_auth_status", "The status of a prior authorization has changed",
            "lab_result_ready", "Lab results are ready");

    private static final Map<String, Consumer<JsonObject>> BY_EVENT = byEvent();

    private Reduction() {}

    /** Takes out of the argument of an event's message what is not to be disclosed. */
    static JsonObject of(EventType<?> type, JsonObject body) {
        BY_EVENT.getOrDefault(type.name(), unchanged -> {}).accept(body);
        return body;
    }

    private static Map<String, Consumer<JsonObject>> byEvent() {
        Map<String, Consumer<JsonObject>> cuts = new HashMap<>();
        add(cuts, AppointmentEvents.APPOINTMENT_CREATED, within("appointment", without("patientName")));
        add(cuts, AppointmentEvents.APPOINTMENT_UPDATED, within("appointment", without("patientName")));
        add(cuts, AppointmentEvents.PATIENT_CHECKED_IN, without("patientName"));
        add(cuts, PatientEvents.PATIENT_UPDATED, within("patient", nothingBut("id", "lastUpdated")));
        add(cuts, PatientEvents.INSURANCE_VERIFIED, within("insuranceInfo", nothingBut("verified")));
        add(
                cuts,
                PatientEvents.BALANCE_CHANGED,
                without("oldBalance", "newBalance").andThen(saying("balanceChanged")));
        add(cuts, EncounterEvents.ENCOUNTER_CREATED, within("encounter", without("patientName", "chiefComplaint")));
        add(cuts, EncounterEvents.ENCOUNTER_UPDATED, within("encounter", without("patientName", "chiefComplaint")));
        add(
                cuts,
                BiopsyEvents.BIOPSY_CREATED,
                within("biopsy", without("patientName", "diagnosis", "pathLabCaseNumber")));
        add(
                cuts,
                BiopsyEvents.BIOPSY_UPDATED,
                within("biopsy", without("patientName", "diagnosis", "pathLabCaseNumber")));
        add(cuts, BiopsyEvents.BIOPSY_RESULT_RECEIVED, without("diagnosis").andThen(saying("resultReceived")));
        add(cuts, LabEvents.LAB_RESULT_CREATED, within("labResult", without("patientName", "result", "resultFlag")));
        add(cuts, LabEvents.LAB_RESULT_UPDATED, within("labResult", without("patientName", "result", "resultFlag")));
        add(
                cuts,
                PrescriptionEvents.PRESCRIPTION_CREATED,
                within("prescription", without("patientName", "medication")));
        add(cuts, PrescriptionEvents.PRESCRIPTION_SENT, without("medication"));
        add(
                cuts,
                ClaimEvents.CLAIM_CREATED,
                within("claim", without("patientName", "payer", "payerName", "denialReason")));
        add(
                cuts,
                ClaimEvents.CLAIM_UPDATED,
                within("claim", without("patientName", "payer", "payerName", "denialReason")));
        add(cuts, ClaimEvents.CLAIM_DENIED, without("reason").andThen(saying("denied")));
        add(cuts, BillingEvents.INVOICE_UPDATED, within("invoice", without("patientName")));
        add(cuts, BillingEvents.PAYMENT_RECEIVED, within("payment", without("patientName", "paymentMethod", "payer")));
        add(
                cuts,
                PriorAuthEvents.PRIOR_AUTH_CREATED,
                within("priorAuth", without("patientName", "insurancePlan", "authNumber")));
        add(cuts, PriorAuthEvents.PRIOR_AUTH_APPROVED, without("authNumber").andThen(saying("approved")));
        add(cuts, PriorAuthEvents.PRIOR_AUTH_DENIED, without("reason").andThen(saying("denied")));
        add(cuts, TaskEvents.TASK_CREATED, within("task", without("title", "description", "patientName")));
        add(cuts, TaskEvents.TASK_UPDATED, within("task", without("title", "description", "patientName")));
        add(cuts, FlowEvents.PATIENT_FLOW_UPDATED, without("patientName"));
        add(cuts, FlowEvents.ROOM_BOARD_UPDATED, without("patientName"));
        add(cuts, FlowEvents.PROVIDER_QUEUE_UPDATED, without("patientName"));
        add(cuts, FlowEvents.ROOM_STATUS_CHANGED, without("patientName"));
        add(cuts, MessagingEvents.MESSAGE_ANNOUNCED, without("sender").andThen(body -> body.put("preview", PREVIEW)));
        add(cuts, NotificationEvents.NOTIFICATION_CREATED, within("notification", Reduction::reword));
        add(cuts, NotificationEvents.NOTIFICATION_REPEATED, within("notification", Reduction::reword));
        return Map.copyOf(cuts);
    }

    private static void add(Map<String, Consumer<JsonObject>> cuts, EventType<?> type, Consumer<JsonObject> cut) {
        cuts.put(type.name(), cut);
    }

    private static Consumer<JsonObject> saying(String flag) {
        return body -> body.put(flag, true);
    }

    private static Consumer<JsonObject> without(String... fields) {
        List<String> gone = List.of(fields);
        return body -> body.removeFields(gone);
    }

    private static Consumer<JsonObject> within(String record, Consumer<JsonObject> cut) {
        return body -> body.nested(record).ifPresent(cut);
    }

    private static Consumer<JsonObject> nothingBut(String... fields) {
        List<String> kept = List.of(fields);
        return body -> body.retainFields(kept);
    }

    private static void reword(JsonObject notification) {
        String text = TEXTS.get(String.valueOf(notification.fields().get("type")));
        if (text != null) {
            notification.put("message", text).removeFields(List.of("metadata"));
        }
    }
}
