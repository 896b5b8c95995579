package dev.carewire.dialect.keney;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.LabEvents;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalsEvents;
import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * KeneyApp's names for events. {@code data} of each says in {@code tenant_id} where it happened, since super admins are told of every
 * clinic. The first four names and shapes are those of its document; the others it announces without a shape, so theirs are ours.
 */
final class KeneyVocabulary {

    static final String NOTIFICATION = "notification";

    private static final String APPOINTMENT = "appointment";
    private static final String LAB_RESULT = "lab_result";
    private static final String ROOM_MESSAGE = "room_message";
    private static final Optional<String> NULL = Optional.of("null");

    /** The names of events that a client may leave out, by the catalogue's. */
    private static final Map<String, String> SUBSCRIPTION_NAMES = Map.ofEntries(
            subscriptionName(PatientEvents.PATIENT_CREATED, "patient_created"),
            subscriptionName(PatientEvents.PATIENT_UPDATED, "patient_updated"),
            subscriptionName(PatientEvents.PATIENT_DELETED, "patient_deleted"),
            subscriptionName(AppointmentEvents.APPOINTMENT_CREATED, "appointment_created"),
            subscriptionName(AppointmentEvents.APPOINTMENT_UPDATED, APPOINTMENT),
            subscriptionName(AppointmentEvents.APPOINTMENT_CANCELLED, APPOINTMENT),
            subscriptionName(MessagingEvents.MESSAGE_ANNOUNCED, "message"),
            subscriptionName(MessagingEvents.MESSAGE_SENT, ROOM_MESSAGE),
            subscriptionName(RoomEvents.ROOM_MESSAGE_SENT, ROOM_MESSAGE),
            subscriptionName(LabEvents.LAB_RESULT_CREATED, LAB_RESULT),
            subscriptionName(LabEvents.LAB_RESULT_UPDATED, LAB_RESULT),
            subscriptionName(VitalsEvents.VITAL_ALERT_RAISED, "alert"));

    private static final NavigableSet<String> NAMES = names();

    private KeneyVocabulary() {}

    private static Map.Entry<String, String> subscriptionName(EventType<?> type, String name) {
        return Map.entry(type.name(), name);
    }

    private static NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>(SUBSCRIPTION_NAMES.values());
        names.add(NOTIFICATION);
        return names;
    }

    /** The name of an event that a client may leave out; null for one that it is always told. */
    static @Nullable String subscriptionName(EventType<?> type) {
        return SUBSCRIPTION_NAMES.get(type.name());
    }

    /** What a client may say that it wants to be told, sorted. */
    static NavigableSet<String> subscriptionNames() {
        return NAMES;
    }

    static Vocabulary create() {
        Vocabulary.Builder words = Vocabulary.builder();
        addPatients(words);
        addCare(words);
        addMessages(words);
        return words.silentOtherwise().build();
    }

    private static void addPatients(Vocabulary.Builder words) {
        render(words, PatientEvents.PATIENT_CREATED, "patient_created", created -> patientReference(created.patient()));
        render(words, PatientEvents.PATIENT_UPDATED, "patient_updated", updated -> patientUpdate(updated.patient()));
        render(
                words,
                PatientEvents.PATIENT_DELETED,
                "patient_deleted",
                deleted -> new JsonObject().put("patient_id", deleted.patientId()));
    }

    private static void addCare(Vocabulary.Builder words) {
        render(
                words,
                AppointmentEvents.APPOINTMENT_CREATED,
                "appointment_created",
                created -> appointment(created.appointment()));
        render(
                words,
                AppointmentEvents.APPOINTMENT_UPDATED,
                APPOINTMENT,
                updated -> appointmentUpdate(updated.appointment()));
        render(
                words,
                AppointmentEvents.APPOINTMENT_CANCELLED,
                APPOINTMENT,
                cancelled -> appointmentUpdate(cancelled.appointment()).put("reason", cancelled.reason()));
        words.silent(AppointmentEvents.PATIENT_CHECKED_IN);
        render(words, LabEvents.LAB_RESULT_CREATED, LAB_RESULT, created -> labResult(created.labResult()));
        render(words, LabEvents.LAB_RESULT_UPDATED, LAB_RESULT, updated -> labResult(updated.labResult()));
        render(words, VitalsEvents.VITAL_ALERT_RAISED, "alert", raised -> alert(raised.alert()));
    }

    /** Who is not in a thread is told that there is a message, not what it says. */
    private static void addMessages(Vocabulary.Builder words) {
        render(
                words,
                NotificationEvents.NOTIFICATION_CREATED,
                NOTIFICATION,
                created -> notification(created.notification()));
        render(
                words,
                NotificationEvents.NOTIFICATION_REPEATED,
                NOTIFICATION,
                repeated -> notification(repeated.notification()));
        render(
                words,
                MessagingEvents.MESSAGE_ANNOUNCED,
                "message",
                announced -> new JsonObject()
                        .put("room_id", "chat:" + announced.threadId())
                        .put("message_id", announced.messageId())
                        .put("sender_id", announced.sender()));
        words.renderEvent(MessagingEvents.MESSAGE_SENT, (event, sent) -> {
            MessageSnapshot message = sent.message();
            JsonObject data = messageContent(
                            message.sender().id(), message.sender().fullName(), message.body())
                    .put("message_id", message.id());
            return roomMessage(event, RoomKey.thread(event.tenant(), message.threadId()), data);
        });
        words.renderEvent(RoomEvents.ROOM_MESSAGE_SENT, (event, sent) -> {
            JsonObject data = messageContent(sent.senderId(), sent.senderName(), sent.content());
            return roomMessage(event, new RoomKey(event.tenant(), sent.kind(), sent.id()), data);
        });
        words.renderEvent(CustomEvents.CUSTOM_EMITTED, KeneyVocabulary::custom);
        words.renderEvent(CustomEvents.CUSTOM_SIGNALLED, KeneyVocabulary::custom);
    }

    private static <P extends Record> void render(
            Vocabulary.Builder words, EventType<P> type, String name, Function<P, JsonObject> shape) {
        words.renderEvent(
                type,
                (event, facts) -> List.of(KeneyFrames.text(name, withTenant(event, shape.apply(facts)), event.at())));
    }

    private static JsonObject withTenant(Event<?> event, JsonObject data) {
        return data.put("tenant_id", event.tenant().value());
    }

    private static JsonObject patientReference(PatientSnapshot patient) {
        return new JsonObject()
                .put("id", patient.id())
                .put("first_name", patient.firstName())
                .put("last_name", patient.lastName());
    }

    /** A phone that is gone is told as null: who knows it has to forget it. */
    private static JsonObject patientUpdate(PatientSnapshot patient) {
        JsonObject data = patientReference(patient);
        return patient.phone()
                .map(phone -> data.put("phone", phone))
                .orElseGet(() -> data.putJson("phone", NULL))
                .put("updated_at", patient.updatedAt());
    }

    private static JsonObject appointment(AppointmentSnapshot appointment) {
        return new JsonObject()
                .put("id", appointment.id())
                .put("patient_id", appointment.patient().id())
                .put("datetime", appointment.start())
                .put("type", appointment.typeId());
    }

    private static JsonObject appointmentUpdate(AppointmentSnapshot appointment) {
        return appointment(appointment)
                .put("status", wireName(appointment.status()))
                .put("updated_at", appointment.updatedAt());
    }

    /** What it says is read over HTTP. */
    private static JsonObject labResult(LabResultSnapshot result) {
        return new JsonObject()
                .put("id", result.id())
                .put("patient_id", result.patient().id())
                .put("doctor_id", result.doctor().id())
                .put("order_type", result.orderType())
                .put("status", result.status().wireName())
                .put("flag", result.flag().map(flag -> flag.wireName()))
                .put("resulted_at", result.resultedAt())
                .put("updated_at", result.updatedAt());
    }

    private static JsonObject alert(VitalAlert alert) {
        JsonObject data = new JsonObject()
                .put("vital_id", alert.vitalId())
                .put("patient_id", alert.patientId())
                .put("data_type", alert.dataType());
        if (alert.component() != VitalAlert.Component.AMOUNT) {
            data.put("component", wireName(alert.component()));
        }
        return data.put("value", alert.amount())
                .put("threshold", alert.threshold())
                .put("message", alert.message())
                .put("severity", "warning")
                .put("measured_at", alert.measuredAt());
    }

    private static JsonObject notification(NotificationSnapshot notification) {
        return new JsonObject()
                .put("id", notification.id())
                .put("type", notification.kind())
                .put("title", notification.title())
                .put("message", notification.message())
                .put("priority", wireName(notification.priority()))
                .put("related_type", notification.relatedKind())
                .put("related_id", notification.relatedId())
                .put("action_url", notification.actionUrl())
                .put("created_at", notification.createdAt());
    }

    private static JsonObject messageContent(String senderId, String sender, String content) {
        return new JsonObject().put("sender_id", senderId).put("sender", sender).put("content", content);
    }

    private static List<String> roomMessage(Event<?> event, RoomKey room, JsonObject data) {
        return RoomNames.name(room)
                .map(name -> new JsonObject()
                        .put("type", ROOM_MESSAGE)
                        .put("room_id", name)
                        .put("data", withTenant(event, data))
                        .put("timestamp", event.at())
                        .json())
                .stream()
                .toList();
    }

    /** Data that others made is passed on as it is, so the clinic stands beside it. */
    private static List<String> custom(Event<?> event, CustomMessage message) {
        return List.of(
                withTenant(event, new JsonObject().put("type", message.name()).putJson("data", message.data()))
                        .put("timestamp", event.at())
                        .json());
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
