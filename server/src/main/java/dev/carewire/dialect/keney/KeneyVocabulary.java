package dev.carewire.dialect.keney;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.Vocabulary.EventRenderer;
import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.CustomEvents.VerbatimMessage;
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
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * KeneyApp's names for events. {@code data} of each holds the {@code tenant_id}, since super admins receive the events
 * of every clinic. The first four names and shapes are those of its document; the document names the others without a
 * shape, so theirs are ours. Immutable; any thread.
 */
final class KeneyVocabulary {

    static final String NOTIFICATION = "notification";

    private static final String TENANT = "tenant_id";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,37}");

    private static final String APPOINTMENT = "appointment";
    private static final String LAB_RESULT = "lab_result";
    private static final String ROOM_MESSAGE = "room_message";
    private static final Optional<String> NULL = Optional.of("null");

    private static final KeneyVocabulary INSTANCE = create();

    private final Vocabulary messages;

    /** The names that clients may unsubscribe from, by the catalog's names of the events. */
    private final Map<String, String> subscriptionNames;

    private KeneyVocabulary(Vocabulary messages, Map<String, String> subscriptionNames) {
        this.messages = messages;
        this.subscriptionNames = Map.copyOf(subscriptionNames);
    }

    private static KeneyVocabulary create() {
        Rows rows = new Rows();
        addPatients(rows);
        addCare(rows);
        addMessages(rows);
        return new KeneyVocabulary(rows.messages.silentOtherwise(), rows.subscriptionNames);
    }

    /** The messages of each event. */
    static Vocabulary messages() {
        return INSTANCE.messages;
    }

    /** The name under which clients may unsubscribe from an event; empty if every client receives it. */
    static Optional<String> subscriptionName(Event<?> event) {
        if (event.payload() instanceof VerbatimMessage message) {
            return Optional.of(message.name()).filter(INSTANCE.subscriptionNames::containsValue);
        }
        return Optional.ofNullable(INSTANCE.subscriptionNames.get(event.type().name()));
    }

    /** The names that clients may subscribe to, sorted. */
    static NavigableSet<String> subscriptionNames() {
        NavigableSet<String> names = new TreeSet<>(INSTANCE.subscriptionNames.values());
        names.add(NOTIFICATION);
        return names;
    }

    private static void addPatients(Rows rows) {
        rows.optional(PatientEvents.PATIENT_CREATED, "patient_created", created -> patientReference(created.patient()));
        rows.optional(PatientEvents.PATIENT_UPDATED, "patient_updated", updated -> patientUpdate(updated.patient()));
        rows.optional(
                PatientEvents.PATIENT_DELETED,
                "patient_deleted",
                deleted -> new JsonObject().put("patient_id", deleted.patientId()));
    }

    private static void addCare(Rows rows) {
        rows.optional(
                AppointmentEvents.APPOINTMENT_CREATED,
                "appointment_created",
                created -> appointment(created.appointment()));
        rows.optional(
                AppointmentEvents.APPOINTMENT_UPDATED,
                APPOINTMENT,
                updated -> appointmentUpdate(updated.appointment()));
        rows.optional(
                AppointmentEvents.APPOINTMENT_CANCELLED,
                APPOINTMENT,
                cancelled -> appointmentUpdate(cancelled.appointment()).put("reason", cancelled.reason()));
        rows.optional(LabEvents.LAB_RESULT_CREATED, LAB_RESULT, created -> labResult(created.labResult()));
        rows.optional(LabEvents.LAB_RESULT_UPDATED, LAB_RESULT, updated -> labResult(updated.labResult()));
        rows.optional(VitalsEvents.VITAL_ALERT_RAISED, "alert", raised -> alert(raised.alert()));
    }

    /** Users outside a thread learn that it has a message, without the text. */
    private static void addMessages(Rows rows) {
        rows.render(
                NotificationEvents.NOTIFICATION_CREATED, NOTIFICATION, created -> notification(created.notification()));
        rows.render(
                NotificationEvents.NOTIFICATION_REPEATED,
                NOTIFICATION,
                repeated -> notification(repeated.notification()));
        rows.optional(
                MessagingEvents.MESSAGE_ANNOUNCED,
                "message",
                announced -> new JsonObject()
                        .put("room_id", "chat:" + announced.threadId())
                        .put("message_id", announced.messageId())
                        .put("sender_id", announced.sender()));
        rows.optionalEvent(MessagingEvents.MESSAGE_SENT, ROOM_MESSAGE, (event, sent) -> {
            MessageSnapshot message = sent.message();
            JsonObject data = messageContent(
                            message.sender().id(), message.sender().fullName().orElse(""), message.body())
                    .put("message_id", message.id())
                    .putExtra(message.extra());
            return roomMessage(event, RoomKey.thread(event.tenant(), message.threadId()), data);
        });
        rows.optionalEvent(RoomEvents.ROOM_MESSAGE_SENT, ROOM_MESSAGE, (event, sent) -> {
            JsonObject data = messageContent(sent.senderId(), sent.senderName(), sent.content());
            return roomMessage(event, new RoomKey(event.tenant(), sent.kind(), sent.id()), data);
        });
        rows.messages.renderEvent(CustomEvents.CUSTOM_EMITTED, KeneyVocabulary::custom);
        rows.messages.renderEvent(CustomEvents.CUSTOM_SIGNALLED, KeneyVocabulary::custom);
        rows.messages.verbatimFrames(KeneyFamily.WIRE.family());
    }

    /** Collects the rows: for each event its message, and the name under which clients may unsubscribe from it. */
    private static final class Rows {

        final Vocabulary.Builder messages = Vocabulary.builder();
        final Map<String, String> subscriptionNames = new HashMap<>();

        <P extends Record> void optional(EventType<P> type, String name, Function<P, JsonObject> data) {
            subscriptionNames.put(type.name(), name);
            render(type, name, data);
        }

        <P extends Record> void optionalEvent(EventType<P> type, String name, EventRenderer<P> renderer) {
            subscriptionNames.put(type.name(), name);
            messages.renderEvent(type, renderer);
        }

        <P extends Record> void render(EventType<P> type, String name, Function<P, JsonObject> data) {
            messages.renderEvent(
                    type,
                    (event, facts) -> List.of(KeneyFrames.text(
                            name, withIdTypes(event, withTenant(event, data.apply(facts))), event.at())));
        }
    }

    /**
     * Sends ids as numbers if the event's producer did, since pages compare them with the numbers of its REST API. The
     * clinic's id follows.
     */
    private static JsonObject withIdTypes(Event<?> event, JsonObject data) {
        if (event.numericIds().isEmpty()) {
            return data;
        }
        JsonObject typed = new JsonObject();
        data.fields()
                .forEach((name, value) ->
                        typed.put(name, isNumericId(event, name, value) ? new BigInteger((String) value) : value));
        return typed;
    }

    private static boolean isNumericId(Event<?> event, String name, Object value) {
        return value instanceof String id
                && (name.equals(TENANT)
                        ? WHOLE_NUMBER.matcher(id).matches()
                        : (name.equals("id") || name.endsWith("_id"))
                                && event.numericIds().contains(id));
    }

    private static JsonObject withTenant(Event<?> event, JsonObject data) {
        return data.put(TENANT, event.tenant().value());
    }

    private static JsonObject patientReference(PatientSnapshot patient) {
        return new JsonObject()
                .put("id", patient.id())
                .put("first_name", patient.firstName())
                .put("last_name", patient.lastName())
                .putExtra(patient.extra());
    }

    /** A removed phone number is sent as null, so that clients remove it, too. */
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
                .put("type", appointment.typeId())
                .putExtra(appointment.extra());
    }

    private static JsonObject appointmentUpdate(AppointmentSnapshot appointment) {
        return appointment(appointment)
                .put("status", wireName(appointment.status()))
                .put("updated_at", appointment.updatedAt());
    }

    /** Clients read the result itself over HTTP. */
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

    /** The payload of a custom event stays unchanged, so the tenant stands beside it. */
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
