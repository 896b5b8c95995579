package dev.carewire.dialect.healthmate;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.Messaging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands for conversations, which are message threads and visible to members only. */
final class ChatCommands {

    /** Most messages of the history in one answer. */
    static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;
    private static final String ID = "conversation_id";
    private static final String ID_REQUIRED = "Conversation ID required";
    private static final String TEXT = "text";

    private final Rooms rooms;
    private final Messaging messaging;
    private final HealthmateConnections connections;

    ChatCommands(Rooms rooms, Messaging messaging, HealthmateConnections connections) {
        this.rooms = rooms;
        this.messaging = messaging;
        this.connections = connections;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("chat_message", this::sendMessage)
                .command("join_conversation", this::join)
                .command("leave_conversation", this::leave)
                .command("typing_start", typing(true))
                .command("typing_stop", typing(false))
                .command("get_conversation_history", this::history);
    }

    /** The sender joins the conversation, and so receives their own message like the other members. */
    private PreparedCommand sendMessage(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        Optional<String> id = question.id(ID);
        Optional<String> content = question.text("content").or(() -> question.text("message"));
        if (id.isEmpty() || content.isEmpty()) {
            throw RejectedException.invalid("Conversation ID and content required");
        }
        if (question.field("message_type").isPresent()
                && !question.text("message_type").equals(Optional.of(TEXT))) {
            throw RejectedException.invalid("Invalid message type (expected: text)");
        }
        return PreparedCommand.blockingWithResult(() -> renamingNotFound(() -> {
            joinRoom(session, id.get());
            MessageSnapshot sent = messaging.send(session.caller(), id.get(), content.get());
            return Frames.of("message_sent").put("message_id", sent.id());
        }));
    }

    private PreparedCommand join(Session session, Argument argument) {
        String id = RequestFields.of(argument).id(ID, ID_REQUIRED);
        return PreparedCommand.blockingWithResult(() -> renamingNotFound(() -> {
            joinRoom(session, id);
            if (connections.join(session.id(), id)) {
                messaging.publishVisit(session.caller(), session.id(), id, true);
            }
            return Frames.of("conversation_joined").put(ID, id);
        }));
    }

    private void joinRoom(Session session, String id) {
        RoomKey room = RoomKey.thread(session.tenant(), id);
        messaging.runAsMember(session.caller(), id, () -> rooms.join(session, room));
    }

    private PreparedCommand leave(Session session, Argument argument) {
        String id = RequestFields.of(argument).id(ID, ID_REQUIRED);
        return PreparedCommand.inlineWithResult(() -> {
            rooms.leave(session, RoomKey.thread(session.tenant(), id));
            if (connections.leave(session.id(), id)) {
                messaging.publishVisit(session.caller(), session.id(), id, false);
            }
            return Frames.of("conversation_left").put(ID, id);
        });
    }

    /** Ignored without a conversation. */
    private Command typing(boolean typing) {
        return (session, argument) -> {
            Optional<String> id = RequestFields.of(argument).id(ID);
            if (id.isEmpty()) {
                return PreparedCommand.inline(() -> {});
            }
            RoomKey room = RoomKey.thread(session.tenant(), id.get());
            Runnable tell = () -> messaging.setTyping(session.caller(), session.id(), id.get(), typing);
            if (session.isIn(room)) {
                return PreparedCommand.inline(tell);
            }
            return PreparedCommand.blockingWithResult(() -> renamingNotFound(() -> {
                if (!session.isIn(room)) {
                    messaging.requireMember(session.caller(), id.get());
                }
                tell.run();
                return new JsonObject();
            }));
        };
    }

    /** Oldest first, as clients show them. */
    private PreparedCommand history(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        String id = question.id(ID, ID_REQUIRED);
        int limit = question.limit(DEFAULT_LIMIT, MAX_LIMIT);
        return PreparedCommand.blockingWithResult(() -> renamingNotFound(() -> {
            List<MessageSnapshot> messages = new ArrayList<>(messaging
                    .messages(session.caller(), id, Optional.empty(), limit)
                    .items());
            Collections.reverse(messages);
            List<Map<String, Object>> shown = messages.stream()
                    .map(message -> HealthmateJson.message(message).fields())
                    .toList();
            return Frames.of("conversation_history")
                    .put(ID, id)
                    .put("messages", shown)
                    .put("count", shown.size());
        }));
    }

    private static JsonObject renamingNotFound(Supplier<JsonObject> work) {
        try {
            return work.get();
        } catch (RejectedException refusal) {
            throw refusal.rejection() == Rejection.NOT_FOUND
                    ? new RejectedException(Rejection.NOT_FOUND, "Conversation not found")
                    : refusal;
        }
    }
}
