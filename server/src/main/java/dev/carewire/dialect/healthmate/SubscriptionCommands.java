package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.Messaging;
import dev.carewire.patient.Patients;
import java.util.Optional;

/** What clients say to be told something, or no longer. */
final class SubscriptionCommands {

    private static final String FIELD = "subscription";
    private static final String REQUIRED = "Subscription topic required";

    private final Service service;
    private final Rooms rooms;
    private final Messaging messaging;
    private final Patients patients;
    private final HealthmateConnections connections;

    SubscriptionCommands(
            Service service, Rooms rooms, Messaging messaging, Patients patients, HealthmateConnections connections) {
        this.service = service;
        this.rooms = rooms;
        this.messaging = messaging;
        this.patients = patients;
        this.connections = connections;
    }

    void addTo(CommandTable.Builder commands) {
        commands.commandForEveryone("subscribe", this::subscribe).commandForEveryone("unsubscribe", this::unsubscribe);
    }

    /** Clients of the notifications need not say what they subscribe to. */
    private Task subscribe(Session session, Argument argument) {
        Optional<String> name = Question.in(argument)
                .text(FIELD)
                .or(() -> Optional.of(Topic.NOTIFICATIONS.whole())
                        .filter(whole -> service == Service.NOTIFICATIONS
                                && !argument.object().has(FIELD)));
        if (name.isEmpty()) {
            return Task.inlineFor(() -> failed(session, REQUIRED));
        }
        String wanted = name.get();
        return looksUp(wanted)
                ? Task.blockingFor(() -> subscribe(session, wanted))
                : Task.inlineFor(() -> subscribe(session, wanted));
    }

    private static boolean looksUp(String name) {
        return name.startsWith(Topic.CHAT.prefix() + ":") || name.startsWith(Topic.PATIENT.prefix());
    }

    private JsonObject subscribe(Session session, String name) {
        Subscription wanted;
        try {
            wanted = Subscription.named(name, session.caller());
            enter(session, wanted);
        } catch (RejectedException refusal) {
            return denied(session, name, words(refusal));
        }
        Optional<HealthmateConnection> connection = connections.connection(session.id());
        if (connection.isPresent() && !connection.get().follow(wanted)) {
            return failed(session, "Subscription error");
        }
        connection.ifPresent(
                one -> session.follow(one.following(session.caller().userId())));
        return service == Service.NOTIFICATIONS
                ? Frames.of("subscribed").put(FIELD, name).put("message", "Successfully subscribed to notifications")
                : Frames.of("subscription_success").put(FIELD, name);
    }

    private void enter(Session session, Subscription wanted) {
        Caller caller = session.caller();
        if (wanted.topic() == Topic.PATIENT) {
            patients.get(caller, wanted.subject());
            rooms.join(session, RoomKey.patient(caller.tenant(), wanted.subject()));
        } else if (wanted.topic() == Topic.CHAT && wanted.part().isPresent()) {
            String thread = wanted.part().get();
            messaging.enter(caller, thread, () -> rooms.join(session, RoomKey.thread(caller.tenant(), thread)));
        }
    }

    /** That there is no such patient or conversation is not told apart from having no right to it. */
    private static String words(RejectedException refusal) {
        return switch (refusal.rejection()) {
            case NOT_FOUND -> Subscription.NO_RIGHT;
            case CONFLICT, OVERLOADED -> "Authorization error";
            default -> refusal.text();
        };
    }

    private JsonObject failed(Session session, String message) {
        if (service == Service.NOTIFICATIONS) {
            throw RejectedException.invalid("Failed to subscribe to notifications");
        }
        note(session, message);
        return Frames.of("subscription_failed").put("message", message);
    }

    private JsonObject denied(Session session, String name, String message) {
        if (service == Service.NOTIFICATIONS) {
            throw RejectedException.invalid("Failed to subscribe to notifications");
        }
        note(session, message);
        return Frames.of("subscription_denied")
                .put(FIELD, name.substring(0, Math.min(name.length(), Subscription.MAX_NAME_LENGTH)))
                .put("message", message);
    }

    private void note(Session session, String message) {
        connections.connection(session.id()).ifPresent(one -> one.failed(message));
    }

    /** Who does not follow something need not be told so: in the end nobody does. */
    private Task unsubscribe(Session session, Argument argument) {
        Optional<String> name = Question.in(argument).text(FIELD);
        if (name.isEmpty()) {
            return Task.inlineFor(() -> failed(session, REQUIRED));
        }
        return Task.inlineFor(() -> {
            unsubscribe(session, name.get());
            return Frames.unsubscribed(
                    name.get().substring(0, Math.min(name.get().length(), Subscription.MAX_NAME_LENGTH)));
        });
    }

    private void unsubscribe(Session session, String name) {
        Caller caller = session.caller();
        Subscription unwanted;
        try {
            unwanted = Subscription.named(name, caller);
        } catch (RejectedException nothingOfTheCallers) {
            return;
        }
        connections.connection(session.id()).ifPresent(one -> {
            one.unfollow(unwanted);
            session.follow(one.following(caller.userId()));
            leave(session, one, unwanted);
        });
    }

    private void leave(Session session, HealthmateConnection connection, Subscription unwanted) {
        if (unwanted.topic() == Topic.PATIENT) {
            String patient = unwanted.subject();
            if (!connection.follows(
                    one -> one.topic() == Topic.PATIENT && one.subject().equals(patient))) {
                rooms.leave(session, RoomKey.patient(session.tenant(), patient));
            }
        } else if (unwanted.topic() == Topic.CHAT && unwanted.part().isPresent()) {
            String thread = unwanted.part().get();
            if (!connection.hasJoined(thread)) {
                rooms.leave(session, RoomKey.thread(session.tenant(), thread));
            }
        }
    }
}
