package dev.carewire.dialect.healthmate;

import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.Messaging;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends what a client has in a room from which the server removed it: its visit to the conversation, and its subscriptions. The
 * client receives the answers to {@code leave_conversation} and {@code unsubscribe}, which it did not send. Any thread; never
 * blocks.
 */
final class Evictions {

    private final HealthmateConnections connections;
    private final Messaging messaging;
    private final Clock clock;

    Evictions(HealthmateConnections connections, Messaging messaging, Clock clock) {
        this.connections = connections;
        this.messaging = messaging;
        this.clock = clock;
    }

    void evicted(Session session, RoomKey room) {
        List<JsonObject> frames = new ArrayList<>();
        if (room.kind() == RoomKey.Kind.THREAD) {
            endVisit(session, room.id());
            frames.add(Frames.of("conversation_left").put(ChatCommands.ID, room.id()));
        }
        Optional<HealthmateConnection> connection = connections.connection(session.id());
        List<Subscription> ended =
                connection.map(one -> one.endSubscriptions(room)).orElse(List.of());
        if (!ended.isEmpty()) {
            connection.get().filterEvents(session);
            ended.forEach(one -> frames.add(Frames.unsubscribed(one.name())));
        }
        if (!frames.isEmpty()) {
            session.send(frames.stream()
                    .map(frame -> Frames.text(frame, clock.instant()))
                    .toList());
        }
    }

    private void endVisit(Session session, String conversation) {
        if (connections.leave(session.id(), conversation)) {
            messaging.publishVisit(session.caller(), session.id(), conversation, false);
        }
    }
}
