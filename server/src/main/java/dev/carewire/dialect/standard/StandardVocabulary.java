package dev.carewire.dialect.standard;

import static dev.carewire.event.Catalogue.APPOINTMENT_CANCELLED;
import static dev.carewire.event.Catalogue.APPOINTMENT_CREATED;
import static dev.carewire.event.Catalogue.APPOINTMENT_UPDATED;
import static dev.carewire.event.Catalogue.INVOICE_UPDATED;
import static dev.carewire.event.Catalogue.MESSAGE_ANNOUNCED;
import static dev.carewire.event.Catalogue.MESSAGE_READ;
import static dev.carewire.event.Catalogue.MESSAGE_SENT;
import static dev.carewire.event.Catalogue.NOTIFICATION_CREATED;
import static dev.carewire.event.Catalogue.PATIENT_CHECKED_IN;
import static dev.carewire.event.Catalogue.PATIENT_CREATED;
import static dev.carewire.event.Catalogue.PATIENT_DELETED;
import static dev.carewire.event.Catalogue.PATIENT_UPDATED;
import static dev.carewire.event.Catalogue.PATIENT_VIEWING;
import static dev.carewire.event.Catalogue.PRESCRIPTION_CREATED;
import static dev.carewire.event.Catalogue.QUEUE_UPDATED;
import static dev.carewire.event.Catalogue.TYPING_CHANGED;
import static dev.carewire.event.Catalogue.UNREAD_COUNT_CHANGED;
import static dev.carewire.event.Catalogue.USER_CAME_ONLINE;
import static dev.carewire.event.Catalogue.USER_STATUS_CHANGED;
import static dev.carewire.event.Catalogue.USER_WENT_OFFLINE;
import static dev.carewire.event.Catalogue.VISIT_UPDATED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.PatientCheckedIn;
import dev.carewire.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** derm-app's names for events. Typing, presence and viewing carry no {@code timestamp} there; all others do. */
final class StandardVocabulary {

    private StandardVocabulary() {}

    static Vocabulary create() {
        return Vocabulary.builder()
                .say(
                        APPOINTMENT_CREATED,
                        "appointment:created",
                        (created, at) -> wrapped("appointment", StandardJson.appointment(created.appointment()), at))
                .say(
                        APPOINTMENT_UPDATED,
                        "appointment:updated",
                        (updated, at) -> wrapped("appointment", StandardJson.appointment(updated.appointment()), at))
                .say(
                        APPOINTMENT_CANCELLED,
                        "appointment:cancelled",
                        (cancelled, at) -> stamped(
                                new JsonObject()
                                        .put(
                                                "appointmentId",
                                                cancelled.appointment().id())
                                        .put("reason", cancelled.reason()),
                                at))
                .say(PATIENT_CHECKED_IN, StandardVocabulary::arrival)
                .silent(PATIENT_CREATED)
                .say(
                        PATIENT_UPDATED,
                        "patient:updated",
                        (updated, at) -> wrapped("patient", StandardJson.patient(updated.patient()), at))
                .silent(PATIENT_DELETED)
                .silent(QUEUE_UPDATED)
                .silent(VISIT_UPDATED)
                .say(
                        PRESCRIPTION_CREATED,
                        "prescription:created",
                        (created, at) -> wrapped("prescription", StandardJson.prescription(created.prescription()), at))
                .silent(INVOICE_UPDATED)
                .say(
                        NOTIFICATION_CREATED,
                        "notification:new",
                        (created, at) -> wrapped("notification", StandardJson.notification(created.notification()), at))
                .say(
                        MESSAGE_SENT,
                        "message:new",
                        (sent, at) -> wrapped("message", StandardJson.message(sent.message()), at))
                .say(
                        MESSAGE_ANNOUNCED,
                        "message:notification",
                        (announced, at) -> stamped(StandardJson.announcement(announced), at))
                .say(MESSAGE_READ, "message:read", (read, at) -> stamped(StandardJson.receipt(read), at))
                .say(
                        UNREAD_COUNT_CHANGED,
                        "message:unread-count",
                        (count, at) -> stamped(new JsonObject().put("unreadCount", count.unread()), at))
                .say(TYPING_CHANGED, "message:typing", (typing, at) -> StandardJson.typing(typing))
                .say(USER_CAME_ONLINE, "user:online", (presence, at) -> StandardJson.presence(presence))
                .say(USER_STATUS_CHANGED, "user:status", (presence, at) -> StandardJson.presence(presence))
                .say(USER_WENT_OFFLINE, "user:offline", (presence, at) -> StandardJson.presence(presence))
                .say(PATIENT_VIEWING, "patient:viewing", (viewing, at) -> StandardJson.viewing(viewing))
                .build();
    }

    /** One generation of clients listens to the first name, the next to the second. */
    private static List<String> arrival(PatientCheckedIn checkedIn, Instant at) {
        JsonObject arrival = stamped(StandardJson.arrival(checkedIn.appointment()), at);
        return List.of(
                EventMessage.text("patient:checkin", arrival), EventMessage.text("appointment:checkedin", arrival));
    }

    private static JsonObject wrapped(String name, JsonObject value, Instant at) {
        return stamped(new JsonObject().put(name, value), at);
    }

    private static JsonObject stamped(JsonObject body, Instant at) {
        return body.put("timestamp", at);
    }
}
