package dev.carewire.dialect.healthmate;

import dev.carewire.assistant.Assistant;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.ThreadTyping;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The commands for conversations. Where this server keeps threads, a conversation is one, and visible to members only;
 * otherwise it is a room whose messages are not stored.
 */
final class ChatCommands {

    /** Most messages of the history in one answer. */
    static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;
    /** The field with the id of a conversation. */
    static final String ID = "conversation_id";

    private static final String ID_REQUIRED = "Conversation ID required";
    private static final String TEXT = "text";
    private static final String SEND = "chat_message";

    private final RoomAccess access;
    private final ThreadTyping typing;
    private final Messaging messaging;
    private final Assistant assistant;
    private final RepeatableCommands repeatable;
    private final HealthmateConnections connections;

    ChatCommands(RoomAccess access, ClientFeatures features, HealthmateConnections connections) {
        this.access = access;
        this.messaging = features.messaging();
        this.assistant = features.assistant();
        this.repeatable = features.repeatable();
        this.typing = new ThreadTyping(access, messaging);
        this.connections = connections;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command(SEND, this::sendMessage)
                .command("join_conversation", this::join)
                .command("leave_conversation", this::leave)
                .command("typing_start", typing(true))
                .command("typing_stop", typing(false))
                .command("get_conversation_history", this::history);
    }

    /**
     * Sends a message to a conversation, which the first message creates. The sender joins it, and so receives their own
     * message like the other members. The assistant answers in the user's own conversation, which a message without a
     * conversation means.
     */
    private PreparedCommand sendMessage(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        String own = Messaging.personalThreadId(session.caller().userId());
        Optional<String> id =
                question.field(ID).isEmpty() && hasAssistant(session) ? Optional.of(own) : question.id(ID);
        Optional<String> content = question.text("content").or(() -> question.text("message"));
        if (id.isEmpty() || content.isEmpty()) {
            throw RejectedException.invalid("Conversation ID and content required");
        }
        if (question.field("message_type").isPresent()
                && !question.text("message_type").equals(Optional.of(TEXT))) {
            throw RejectedException.invalid("Invalid message type (expected: text)");
        }
        RoomKey room = RoomKey.thread(session.tenant(), id.get());
        boolean asks = id.get().equals(own) && hasAssistant(session);
        Supplier<JsonObject> sent = repeatable.once(
                session,
                SEND,
                argument,
                question.idempotencyKey(),
                () -> Frames.of("message_sent")
                        .put("message_id", send(session.caller(), room, content.get(), asks))
                        .put(ID, Optional.of(own).filter(conversation -> asks)));
        return pending(() -> {
            if (access.keepsRecordOf(room)) {
                messaging.createIfMissing(session.caller(), room.id());
            }
            return access.join(session, room).thenApply(joined -> {
                connections.connection(session.id()).ifPresent(one -> one.write(room.id()));
                endIfEvicted(session, room);
                return sent.get();
            });
        });
    }

    /** Sends a message and returns its id. */
    private String send(Caller caller, RoomKey room, String content, boolean asks) {
        if (asks) {
            return assistant.ask(caller, room.id(), content).id();
        }
        return access.keepsRecordOf(room)
                ? messaging.send(caller, room.id(), content).id()
                : messaging.relay(caller, room.id(), content).id();
    }

    /** The assistant needs the earlier messages, so it answers only where this server keeps threads. */
    private boolean hasAssistant(Session session) {
        return assistant.isConfigured()
                && access.keepsRecordOf(RoomKey.thread(
                        session.tenant(),
                        Messaging.personalThreadId(session.caller().userId())));
    }

    private PreparedCommand join(Session session, Argument argument) {
        String id = RequestFields.of(argument).id(ID, ID_REQUIRED);
        return pending(() -> {
            if (id.equals(Messaging.personalThreadId(session.caller().userId())) && hasAssistant(session)) {
                messaging.createIfMissing(session.caller(), id);
            }
            RoomKey room = RoomKey.thread(session.tenant(), id);
            return access.join(session, room).thenApply(joined -> {
                if (connections.join(session.id(), id)) {
                    messaging.publishVisit(session.caller(), session.id(), id, true);
                }
                endIfEvicted(session, room);
                return Frames.of("conversation_joined").put(ID, id);
            });
        });
    }

    private PreparedCommand leave(Session session, Argument argument) {
        String id = RequestFields.of(argument).id(ID, ID_REQUIRED);
        return PreparedCommand.inlineWithResult(() -> {
            endVisit(session, id);
            connections
                    .connection(session.id())
                    .ifPresent(one -> one.leaveUnlessNeeded(session, access, RoomKey.thread(session.tenant(), id)));
            return Frames.of("conversation_left").put(ID, id);
        });
    }

    /** The server may have evicted the session while it joined. */
    private void endIfEvicted(Session session, RoomKey room) {
        if (!session.isIn(room)) {
            endVisit(session, room.id());
        }
    }

    private void endVisit(Session session, String conversation) {
        if (connections.leave(session.id(), conversation)) {
            messaging.publishVisit(session.caller(), session.id(), conversation, false);
        }
    }

    /** Ignored without a conversation. */
    private Command typing(boolean isTyping) {
        return (session, argument) -> {
            Optional<String> id = RequestFields.of(argument).id(ID);
            if (id.isEmpty()) {
                return PreparedCommand.inline(() -> {});
            }
            return pending(() -> typing.publish(session, id.get(), isTyping).thenApply(published -> new JsonObject()));
        };
    }

    /** Oldest first, as clients show them. */
    private PreparedCommand history(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        String id = question.id(ID, ID_REQUIRED);
        int limit = question.limit(DEFAULT_LIMIT, MAX_LIMIT);
        return pending(() -> {
            Page<MessageSnapshot> newest = messaging.messages(session.caller(), id, Optional.empty(), limit);
            List<MessageSnapshot> messages = new ArrayList<>(newest.items());
            Collections.reverse(messages);
            List<Map<String, Object>> shown = messages.stream()
                    .map(message -> HealthmateJson.message(message).fields())
                    .toList();
            return CompletableFuture.completedStage(Frames.of("conversation_history")
                    .put(ID, id)
                    .put("messages", shown)
                    .put("count", shown.size())
                    .put(Frames.HAS_MORE, newest.nextCursor().isPresent()));
        });
    }

    /** A command with HealthMate's text for a missing conversation. */
    private static PreparedCommand pending(Supplier<CompletionStage<JsonObject>> work) {
        return PreparedCommand.pendingWithResult(() -> {
            try {
                return work.get().exceptionallyCompose(failure -> CompletableFuture.failedStage(renamed(failure)));
            } catch (RejectedException refusal) {
                throw renamed(refusal);
            }
        });
    }

    private static RejectedException renamed(RejectedException refusal) {
        return refusal.rejection() == Rejection.NOT_FOUND
                ? new RejectedException(Rejection.NOT_FOUND, "Conversation not found")
                : refusal;
    }

    private static Throwable renamed(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() instanceof RejectedException refusal
                ? renamed(refusal)
                : failure instanceof RejectedException refusal ? renamed(refusal) : failure;
    }
}
