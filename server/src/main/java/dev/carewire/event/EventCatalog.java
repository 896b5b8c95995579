package dev.carewire.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every domain event, by area. Metrics, the log, the dialects and the reference pages follow this list. */
public final class EventCatalog {

    /** By area, each in the order of declaration. */
    public static final List<EventType<?>> ALL = Stream.of(
                    AppointmentEvents.ALL,
                    PatientEvents.ALL,
                    QueueEvents.ALL,
                    VisitEvents.ALL,
                    PrescriptionEvents.ALL,
                    BillingEvents.ALL,
                    TaskEvents.ALL,
                    LabEvents.ALL,
                    FlowEvents.ALL,
                    EncounterEvents.ALL,
                    BiopsyEvents.ALL,
                    ClaimEvents.ALL,
                    PriorAuthEvents.ALL,
                    BulkEvents.ALL,
                    NotificationEvents.ALL,
                    MessagingEvents.ALL,
                    ThreadEvents.ALL,
                    RoomEvents.ALL,
                    CallEvents.ALL,
                    AssistantEvents.ALL,
                    RecordingEvents.ALL,
                    PresenceEvents.ALL,
                    VitalsEvents.ALL,
                    CustomEvents.ALL)
            .<EventType<?>>flatMap(Collection::stream)
            .toList();

    private static final Map<String, EventType<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private EventCatalog() {}

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
}
