package dev.carewire.dialect.healthmate;

import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationRepeated;
import dev.carewire.event.RoomKey;
import dev.carewire.event.ThreadEvents.VisitorsChanged;
import dev.carewire.event.VitalsEvents.VitalAlertRaised;
import dev.carewire.event.VitalsEvents.VitalRecorded;
import dev.carewire.hub.EventFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Selects a client's events by its subscriptions. Alerts for the user's own values are always included. Notifications
 * are included until the client unsubscribes. Both reach all connections of a user. Immutable.
 */
final class HealthmateEventFilter implements EventFilter {

    private final String userId;
    private final boolean health;
    private final boolean chat;
    private final boolean notifications;
    private final Set<String> types = new HashSet<>();
    private final Set<String> conversations = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();
    private final Set<String> patients = new HashSet<>();
    private final Map<String, Set<String>> patientTypes = new HashMap<>();

    /** @param notified whether notifications are included without a subscription */
    HealthmateEventFilter(String userId, Collection<Subscription> subscriptions, boolean notified) {
        this.userId = userId;
        this.health = hasWholeTopic(subscriptions, Topic.HEALTH);
        this.chat = hasWholeTopic(subscriptions, Topic.CHAT);
        this.notifications = notified || hasWholeTopic(subscriptions, Topic.NOTIFICATIONS);
        for (Subscription one : subscriptions) {
            if (one.topic() == Topic.PATIENT) {
                one.part()
                        .ifPresentOrElse(
                                type -> patientTypes
                                        .computeIfAbsent(one.subject(), none -> new HashSet<>())
                                        .add(type),
                                () -> patients.add(one.subject()));
            } else {
                one.part().ifPresent(parts(one.topic())::add);
            }
        }
    }

    private static boolean hasWholeTopic(Collection<Subscription> subscriptions, Topic topic) {
        return subscriptions.stream()
                .anyMatch(one -> one.topic() == topic && one.part().isEmpty());
    }

    private Set<String> parts(Topic topic) {
        return switch (topic) {
            case HEALTH -> types;
            case CHAT -> conversations;
            case NOTIFICATIONS -> kinds;
            case PATIENT ->
                throw new IllegalArgumentException("topic: " + topic + " (expected: one of the user's own)");
        };
    }

    @Override
    public boolean matches(Event<?> event) {
        Record payload = event.payload();
        if (payload instanceof VitalRecorded recorded) {
            return matchesVital(recorded.vital().patientId(), recorded.vital().dataType());
        }
        if (payload instanceof VitalAlertRaised raised) {
            String patient = raised.alert().patientId();
            return patient.equals(userId)
                    || matchesPatient(patient, raised.alert().dataType());
        }
        if (payload instanceof MessageSent sent) {
            return matchesConversation(sent.message().threadId());
        }
        if (payload instanceof TypingChanged typing) {
            return matchesConversation(typing.threadId());
        }
        if (payload instanceof VisitorsChanged visitors) {
            return matchesConversation(visitors.threadId());
        }
        if (payload instanceof NotificationCreated created) {
            return matchesKind(created.notification().kind());
        }
        if (payload instanceof NotificationRepeated repeated) {
            return matchesKind(repeated.notification().kind());
        }
        return true;
    }

    /** Typing reaches the conversation alone, not every member wherever they are. */
    @Override
    public boolean matches(Event<?> event, RoomKey room) {
        return (room.kind() == RoomKey.Kind.THREAD || !(event.payload() instanceof TypingChanged)) && matches(event);
    }

    private boolean matchesVital(String patient, String type) {
        return (patient.equals(userId) && (health || types.contains(type))) || matchesPatient(patient, type);
    }

    private boolean matchesPatient(String patient, String type) {
        if (patients.contains(patient)) {
            return true;
        }
        Set<String> some = patientTypes.get(patient);
        return some != null && some.contains(type);
    }

    private boolean matchesConversation(String threadId) {
        return chat || conversations.contains(threadId);
    }

    private boolean matchesKind(String kind) {
        return notifications || kinds.contains(kind);
    }
}
