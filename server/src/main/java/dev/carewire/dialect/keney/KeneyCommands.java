package dev.carewire.dialect.keney;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Task;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.messaging.Messaging;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What clients may ask on the path of rooms. Who else is in a room, all sessions of the user are told; faults, the asker alone. */
final class KeneyCommands {

    private final KeneyRooms rooms;
    private final UserSessions users;
    private final KeneyFeatures features;
    private final KeneyRules rules;
    private final Clock clock;

    KeneyCommands(KeneyRooms rooms, UserSessions users, KeneyFeatures features, KeneyRules rules, Clock clock) {
        this.rooms = rooms;
        this.users = users;
        this.features = features;
        this.rules = rules;
        this.clock = clock;
    }

    CommandTable table() {
        return CommandTable.builder(new KeneyGrammar(clock))
                .commandForEveryone(KeneyGrammar.PING, this::ping)
                .command("join_room", this::join)
                .command("leave_room", this::leave)
                .command("message", this::message)
                .command("subscribe", this::subscribe)
                .command("unsubscribe", this::unsubscribe)
                .build();
    }

    private Task ping(Session session, Argument argument) {
        boolean bare = argument.isMissing() && rules.barePong();
        return Task.inline(() -> session.send(List.of(bare ? "pong" : KeneyFrames.pong(clock.instant()))));
    }

    private Task join(Session session, Argument argument) {
        String name = argument.idField("room_id");
        RoomKey room = RoomNames.room(session.caller(), name);
        return Task.blocking(() -> {
            rooms.enter(session, room);
            tellUser(session, "room_joined", new JsonObject().put("joined", name));
        });
    }

    private Task leave(Session session, Argument argument) {
        String name = argument.idField("room_id");
        RoomKey room = RoomNames.room(session.caller(), name);
        return Task.inline(() -> {
            rooms.leave(session, room);
            tellUser(session, "room_left", new JsonObject().put("left", name));
        });
    }

    private void tellUser(Session session, String type, JsonObject data) {
        List<String> frames = List.of(KeneyFrames.text(type, data, clock.instant()));
        users.ofUser(session).forEach(each -> each.send(frames));
    }

    /** A thread keeps what is said in it; the other rooms do not. */
    private Task message(Session session, Argument argument) {
        RoomKey room = RoomNames.room(session.caller(), argument.idField("room_id"));
        boolean kept = room.kind() == RoomKey.Kind.THREAD;
        String content = Fields.prose(
                "content",
                argument.textField("content"),
                kept ? Messaging.MAX_BODY_LENGTH : RoomMessageSent.CONTENT_LENGTH);
        return Task.blocking(() -> {
            if (!session.isIn(room)) {
                throw RejectedException.forbidden("room_id: not joined (expected: a room that you are in)");
            }
            if (kept) {
                features.messaging().send(session.caller(), room.id(), content);
            } else {
                features.roomMessages().send(session.caller(), room, content);
            }
        });
    }

    private Task subscribe(Session session, Argument argument) {
        Set<String> names = names(argument);
        return Task.inline(() -> follow(
                session,
                "subscribed",
                names.isEmpty()
                        ? Following.everything(session.caller())
                        : following(session).with(names)));
    }

    private Task unsubscribe(Session session, Argument argument) {
        Set<String> names = names(argument);
        if (names.isEmpty()) {
            throw Argument.invalid("events", "at least one name").get();
        }
        return Task.inline(
                () -> follow(session, "unsubscribed", following(session).without(names)));
    }

    private void follow(Session session, String type, Following following) {
        session.follow(following);
        JsonObject data = new JsonObject().put("events", following.told());
        session.send(List.of(KeneyFrames.text(type, data, clock.instant())));
    }

    private static Following following(Session session) {
        return session.interest() instanceof Following following ? following : Following.everything(session.caller());
    }

    private static Set<String> names(Argument argument) {
        JsonValue events = argument.object()
                .field("events")
                .filter(JsonValue::isArray)
                .orElseThrow(Argument.invalid("events", "an array of names"));
        Set<String> names = new TreeSet<>();
        for (JsonValue item : events.items()) {
            names.add(item.text()
                    .filter(KeneyVocabulary.choices()::contains)
                    .orElseThrow(
                            Argument.invalid("events", "names of " + String.join(", ", KeneyVocabulary.choices()))));
        }
        return names;
    }
}
