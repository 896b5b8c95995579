package dev.carewire.event;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every domain event, each declared once. Metrics, the outbox and the reference pages follow this list. */
public final class Catalogue {

    public static final EventType<AppointmentCreated> APPOINTMENT_CREATED = new EventType<>(
            "appointment.created",
            AppointmentCreated.class,
            tenantAnd(RoomKey.Kind.APPOINTMENTS),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<AppointmentUpdated> APPOINTMENT_UPDATED = new EventType<>(
            "appointment.updated",
            AppointmentUpdated.class,
            tenantAnd(RoomKey.Kind.APPOINTMENTS),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<AppointmentCancelled> APPOINTMENT_CANCELLED = new EventType<>(
            "appointment.cancelled",
            AppointmentCancelled.class,
            tenantAnd(RoomKey.Kind.APPOINTMENTS),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<PatientCheckedIn> PATIENT_CHECKED_IN = new EventType<>(
            "patient.checked-in", PatientCheckedIn.class, Audience.tenant(), Delivery.LOGGED, Phi.CLINICAL);

    public static final EventType<PatientCreated> PATIENT_CREATED = new EventType<>(
            "patient.created", PatientCreated.class, Audience.tenant(), Delivery.LOGGED, Phi.IDENTIFYING);

    public static final EventType<PatientUpdated> PATIENT_UPDATED = new EventType<>(
            "patient.updated", PatientUpdated.class, Audience.tenant(), Delivery.LOGGED, Phi.IDENTIFYING);

    public static final EventType<PatientDeleted> PATIENT_DELETED =
            new EventType<>("patient.deleted", PatientDeleted.class, Audience.tenant(), Delivery.LOGGED, Phi.NONE);

    public static final EventType<QueueUpdated> QUEUE_UPDATED = new EventType<>(
            "queue.updated", QueueUpdated.class, tenantAnd(RoomKey.Kind.QUEUE), Delivery.LOGGED, Phi.CLINICAL);

    public static final EventType<VisitUpdated> VISIT_UPDATED = new EventType<>(
            "visit.updated", VisitUpdated.class, tenantAnd(RoomKey.Kind.VISITS), Delivery.LOGGED, Phi.CLINICAL);

    public static final EventType<PrescriptionCreated> PRESCRIPTION_CREATED = new EventType<>(
            "prescription.created",
            PrescriptionCreated.class,
            tenantAnd(RoomKey.Kind.PRESCRIPTIONS),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<InvoiceUpdated> INVOICE_UPDATED = new EventType<>(
            "invoice.updated",
            InvoiceUpdated.class,
            tenantAnd(RoomKey.Kind.INVOICES),
            Delivery.LOGGED,
            Phi.IDENTIFYING);

    public static final EventType<NotificationCreated> NOTIFICATION_CREATED = new EventType<>(
            "notification.created",
            NotificationCreated.class,
            (tenant, created) ->
                    List.of(RoomKey.user(tenant, created.notification().userId())),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<MessageSent> MESSAGE_SENT = new EventType<>(
            "message.sent",
            MessageSent.class,
            (tenant, sent) -> List.of(RoomKey.thread(tenant, sent.message().threadId())),
            Delivery.LOGGED,
            Phi.CLINICAL);

    public static final EventType<MessageAnnounced> MESSAGE_ANNOUNCED = new EventType<>(
            "message.announced", MessageAnnounced.class, Audience.tenant(), Delivery.LOGGED, Phi.CLINICAL);

    public static final EventType<MessageRead> MESSAGE_READ = new EventType<>(
            "message.read",
            MessageRead.class,
            (tenant, read) -> List.of(RoomKey.thread(tenant, read.threadId())),
            Delivery.LOGGED,
            Phi.NONE);

    public static final EventType<UnreadCountChanged> UNREAD_COUNT_CHANGED = new EventType<>(
            "message.unread-count-changed",
            UnreadCountChanged.class,
            (tenant, count) -> List.of(RoomKey.user(tenant, count.userId())),
            Delivery.LOGGED,
            Phi.NONE);

    public static final EventType<TypingChanged> TYPING_CHANGED = new EventType<>(
            "message.typing-changed",
            TypingChanged.class,
            (tenant, typing) -> List.of(RoomKey.thread(tenant, typing.threadId())),
            Delivery.VOLATILE,
            Phi.NONE);

    public static final EventType<PresenceChanged> USER_CAME_ONLINE =
            new EventType<>("user.came-online", PresenceChanged.class, Audience.tenant(), Delivery.VOLATILE, Phi.NONE);

    public static final EventType<PresenceChanged> USER_STATUS_CHANGED = new EventType<>(
            "user.status-changed", PresenceChanged.class, Audience.tenant(), Delivery.VOLATILE, Phi.NONE);

    public static final EventType<PresenceChanged> USER_WENT_OFFLINE =
            new EventType<>("user.went-offline", PresenceChanged.class, Audience.tenant(), Delivery.VOLATILE, Phi.NONE);

    public static final EventType<PatientViewing> PATIENT_VIEWING = new EventType<>(
            "patient.viewing-changed", PatientViewing.class, Audience.tenant(), Delivery.VOLATILE, Phi.NONE);

    /** In declaration order. */
    public static final List<EventType<?>> ALL = List.of(
            APPOINTMENT_CREATED,
            APPOINTMENT_UPDATED,
            APPOINTMENT_CANCELLED,
            PATIENT_CHECKED_IN,
            PATIENT_CREATED,
            PATIENT_UPDATED,
            PATIENT_DELETED,
            QUEUE_UPDATED,
            VISIT_UPDATED,
            PRESCRIPTION_CREATED,
            INVOICE_UPDATED,
            NOTIFICATION_CREATED,
            MESSAGE_SENT,
            MESSAGE_ANNOUNCED,
            MESSAGE_READ,
            UNREAD_COUNT_CHANGED,
            TYPING_CHANGED,
            USER_CAME_ONLINE,
            USER_STATUS_CHANGED,
            USER_WENT_OFFLINE,
            PATIENT_VIEWING);

    private static final Map<String, EventType<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private Catalogue() {}

    /**
     * The declaration of {@code name}.
     *
     * @throws IllegalArgumentException if no event has that name
     */
    public static EventType<?> named(String name) {
        EventType<?> type = BY_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("event: " + name + " (expected: a declared name)");
        }
        return type;
    }

    /**
     * The entity room and the tenant's: published hooks of the clinic dialect listen on a socket that never subscribed, so
     * the room alone would reach nobody.
     */
    private static <P> Audience<P> tenantAnd(RoomKey.Kind kind) {
        return (tenant, payload) -> List.of(RoomKey.tenant(tenant), RoomKey.entity(tenant, kind));
    }
}
