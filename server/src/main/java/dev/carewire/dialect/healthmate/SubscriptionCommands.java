package dev.carewire.dialect.healthmate;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The commands for subscribing and unsubscribing. */
final class SubscriptionCommands {

    private static final String FIELD = "subscription";
    private static final String REQUIRED = "Subscription topic required";

    private final HealthmateEndpoint endpoint;
    private final RoomAccess access;
    private final HealthmateConnections connections;

    SubscriptionCommands(HealthmateEndpoint service, RoomAccess access, HealthmateConnections connections) {
        this.endpoint = service;
        this.access = access;
        this.connections = connections;
    }

    void addTo(CommandTable.Builder commands) {
        commands.commandForEveryone("subscribe", this::subscribe).commandForEveryone("unsubscribe", this::unsubscribe);
    }

    /** Clients of the notifications service may omit the subscription. */
    private PreparedCommand subscribe(Session session, Argument argument) {
        Optional<String> name = RequestFields.of(argument)
                .text(FIELD)
                .or(() -> Optional.of(Topic.NOTIFICATIONS.topicName())
                        .filter(whole -> endpoint == HealthmateEndpoint.NOTIFICATIONS
                                && RequestFields.of(argument).field(FIELD).isEmpty()));
        if (name.isEmpty()) {
            return PreparedCommand.inlineWithResult(() -> subscriptionFailed(session, REQUIRED));
        }
        String wanted = name.get();
        return PreparedCommand.pendingWithResult(() -> subscribe(session, wanted));
    }

    private CompletionStage<JsonObject> subscribe(Session session, String name) {
        Subscription wanted;
        try {
            wanted = Subscription.parse(name, session.caller());
        } catch (RejectedException refusal) {
            return CompletableFuture.completedStage(subscriptionDenied(session, name, denialMessage(refusal)));
        }
        Optional<RoomKey> room = wanted.room(session.tenant());
        Optional<RoomKey> joining = room.filter(one -> !session.isIn(one));
        CompletionStage<Void> joined =
                room.map(one -> access.join(session, one)).orElseGet(() -> CompletableFuture.completedStage(null));
        return joined.thenApply(done -> subscribed(session, name, wanted, joining))
                .exceptionally(
                        failure -> subscriptionDenied(session, name, denialMessage(RoomAccess.rejection(failure))));
    }

    /** @param joined the room that the session joined for this subscription; empty if it was in the room before */
    private JsonObject subscribed(Session session, String name, Subscription wanted, Optional<RoomKey> joined) {
        Optional<HealthmateConnection> connection = connections.connection(session.id());
        if (connection.isPresent() && !connection.get().subscribe(wanted)) {
            joined.ifPresent(room -> connection.get().leaveUnlessNeeded(session, access, room));
            return subscriptionFailed(session, "Subscription error");
        }
        connection.ifPresent(one -> one.filterEvents(session));
        if (wanted.room(session.tenant()).filter(room -> !session.isIn(room)).isPresent()) {
            // The server evicted the session meanwhile.
            connection.ifPresent(one -> end(session, one, wanted));
            return subscriptionDenied(session, name, Subscription.INSUFFICIENT_PERMISSIONS);
        }
        return endpoint == HealthmateEndpoint.NOTIFICATIONS
                ? Frames.of("subscribed").put(FIELD, name).put("message", "Successfully subscribed to notifications")
                : Frames.of("subscription_success").put(FIELD, name);
    }

    /** A missing patient or conversation and a missing right have the same answer. */
    private static String denialMessage(RejectedException refusal) {
        return switch (refusal.rejection()) {
            case NOT_FOUND -> Subscription.INSUFFICIENT_PERMISSIONS;
            case CONFLICT, TOO_MANY_REQUESTS, OVERLOADED, UNAVAILABLE -> "Authorization error";
            default -> refusal.text();
        };
    }

    private JsonObject subscriptionFailed(Session session, String message) {
        if (endpoint == HealthmateEndpoint.NOTIFICATIONS) {
            throw RejectedException.invalid("Failed to subscribe to notifications");
        }
        recordError(session, message);
        return Frames.of("subscription_failed").put("message", message);
    }

    private JsonObject subscriptionDenied(Session session, String name, String message) {
        if (endpoint == HealthmateEndpoint.NOTIFICATIONS) {
            throw RejectedException.invalid("Failed to subscribe to notifications");
        }
        recordError(session, message);
        return Frames.of("subscription_denied")
                .put(FIELD, name.substring(0, Math.min(name.length(), Subscription.MAX_NAME_LENGTH)))
                .put("message", message);
    }

    private void recordError(Session session, String message) {
        connections.connection(session.id()).ifPresent(one -> one.recordError(message));
    }

    /** Unsubscribing without a subscription succeeds, too. */
    private PreparedCommand unsubscribe(Session session, Argument argument) {
        Optional<String> name = RequestFields.of(argument).text(FIELD);
        if (name.isEmpty()) {
            return PreparedCommand.inlineWithResult(() -> subscriptionFailed(session, REQUIRED));
        }
        return PreparedCommand.inlineWithResult(() -> {
            unsubscribe(session, name.get());
            return Frames.unsubscribed(
                    name.get().substring(0, Math.min(name.get().length(), Subscription.MAX_NAME_LENGTH)));
        });
    }

    private void unsubscribe(Session session, String name) {
        Subscription unwanted;
        try {
            unwanted = Subscription.parse(name, session.caller());
        } catch (RejectedException nothingOfTheCallers) {
            return;
        }
        connections.connection(session.id()).ifPresent(one -> {
            end(session, one, unwanted);
            unwanted.room(session.tenant()).ifPresent(room -> one.leaveUnlessNeeded(session, access, room));
        });
    }

    private static void end(Session session, HealthmateConnection connection, Subscription unwanted) {
        connection.unsubscribe(unwanted);
        connection.filterEvents(session);
    }
}
