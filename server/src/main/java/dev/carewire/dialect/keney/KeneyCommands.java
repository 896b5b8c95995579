package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.messaging.Messaging;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The commands on the path of rooms. All sessions of the user receive the members of a room; only the sender receives
 * errors.
 */
final class KeneyCommands {

    /** The field with the idempotency key of a message. */
    private static final String KEY = "idempotency_key";

    private static final String MESSAGE = "message";

    private final KeneyRooms rooms;
    private final UserSessions users;
    private final RoomAccess access;
    private final ClientFeatures features;
    private final KeneyRules rules;
    private final Clock clock;

    KeneyCommands(
            KeneyRooms rooms,
            UserSessions users,
            RoomAccess access,
            ClientFeatures features,
            KeneyRules rules,
            Clock clock) {
        this.rooms = rooms;
        this.users = users;
        this.access = access;
        this.features = features;
        this.rules = rules;
        this.clock = clock;
    }

    CommandTable table(TrafficCounters traffic) {
        return CommandTable.builder(new KeneyProtocol(clock), traffic)
                .commandForEveryone(KeneyProtocol.PING, this::ping)
                .command("join_room", this::join)
                .command("leave_room", this::leave)
                .command(MESSAGE, this::message)
                .command("subscribe", this::subscribe)
                .command("unsubscribe", this::unsubscribe)
                .command(AcknowledgeCommand.NAME, new AcknowledgeCommand(features.notifications(), clock))
                .build();
    }

    private PreparedCommand ping(Session session, Argument argument) {
        boolean bare = argument.isMissing() && rules.barePong();
        return PreparedCommand.inline(() -> session.send(List.of(bare ? "pong" : KeneyFrames.pong(clock.instant()))));
    }

    private PreparedCommand join(Session session, Argument argument) {
        String name = argument.idField("room_id");
        RoomKey room = RoomNames.room(session.caller(), name);
        return PreparedCommand.pending(() -> rooms.join(session, room)
                .thenRun(() -> sendToUser(session, "room_joined", new JsonObject().put("joined", name))));
    }

    private PreparedCommand leave(Session session, Argument argument) {
        String name = argument.idField("room_id");
        RoomKey room = RoomNames.room(session.caller(), name);
        return PreparedCommand.inline(() -> {
            rooms.leave(session, room);
            sendToUser(session, "room_left", new JsonObject().put("left", name));
        });
    }

    private void sendToUser(Session session, String type, JsonObject data) {
        List<String> frames = List.of(KeneyFrames.text(type, data, clock.instant()));
        users.ofUser(session).forEach(each -> each.send(frames));
    }

    /** A thread that this server keeps stores its messages; the other rooms do not. */
    private PreparedCommand message(Session session, Argument argument) {
        RoomKey room = RoomNames.room(session.caller(), argument.idField("room_id"));
        boolean thread = room.kind() == RoomKey.Kind.THREAD;
        String content = Fields.prose(
                "content",
                argument.textField("content"),
                thread ? Messaging.MAX_BODY_LENGTH : RoomMessageSent.MAX_CONTENT_LENGTH);
        Supplier<JsonObject> sent = features.repeatable()
                .once(session, MESSAGE, argument, argument.optionalIdField(KEY), () -> {
                    send(session.caller(), room, content);
                    return new JsonObject();
                });
        return PreparedCommand.blockingWithResult(() -> {
            if (!session.isIn(room)) {
                throw RejectedException.forbidden("room_id: not joined (expected: a room that you are in)");
            }
            return sent.get();
        });
    }

    private void send(Caller caller, RoomKey room, String content) {
        if (room.kind() != RoomKey.Kind.THREAD) {
            features.roomMessages().send(caller, room, content);
        } else if (access.keepsRecordOf(room)) {
            features.messaging().send(caller, room.id(), content);
        } else {
            features.messaging().relay(caller, room.id(), content);
        }
    }

    private PreparedCommand subscribe(Session session, Argument argument) {
        Set<String> names = names(argument);
        return PreparedCommand.inline(() -> applyFilter(
                session,
                "subscribed",
                names.isEmpty()
                        ? KeneyEventFilter.everything(session.caller())
                        : currentFilter(session).with(names)));
    }

    private PreparedCommand unsubscribe(Session session, Argument argument) {
        Set<String> names = names(argument);
        if (names.isEmpty()) {
            throw Argument.invalid("events", "at least one name").get();
        }
        return PreparedCommand.inline(() ->
                applyFilter(session, "unsubscribed", currentFilter(session).without(names)));
    }

    private void applyFilter(Session session, String type, KeneyEventFilter following) {
        session.filterEvents(following);
        JsonObject data = new JsonObject().put("events", following.eventNames());
        session.send(List.of(KeneyFrames.text(type, data, clock.instant())));
    }

    private static KeneyEventFilter currentFilter(Session session) {
        return session.eventFilter() instanceof KeneyEventFilter following
                ? following
                : KeneyEventFilter.everything(session.caller());
    }

    private static Set<String> names(Argument argument) {
        JsonValue events = argument.object()
                .field("events")
                .filter(JsonValue::isArray)
                .orElseThrow(Argument.invalid("events", "an array of names"));
        Set<String> names = new TreeSet<>();
        for (JsonValue item : events.items()) {
            names.add(item.text()
                    .filter(KeneyVocabulary.subscriptionNames()::contains)
                    .orElseThrow(Argument.invalid(
                            "events", "names of " + String.join(", ", KeneyVocabulary.subscriptionNames()))));
        }
        return names;
    }
}
