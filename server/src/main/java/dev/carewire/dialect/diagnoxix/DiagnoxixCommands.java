package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Grammar;
import dev.carewire.dialect.Inbound;
import dev.carewire.dialect.Reply;
import dev.carewire.dialect.Task;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.NotificationIds;
import dev.carewire.notification.Notifications;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What that system's pages may ask for. Whatever else they send, and whatever is wrong with it, is passed over in silence. */
final class DiagnoxixCommands {

    private final Notifications notifications;
    private final Clock clock;

    DiagnoxixCommands(Notifications notifications, Clock clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    CommandTable table() {
        return CommandTable.builder(new Frames())
                .commandForEveryone("ping", ping())
                .command("mark_read", markRead())
                .build();
    }

    private Command ping() {
        return (session, argument) -> Task.inline(() -> session.send(List.of(
                DiagnoxixJson.frame("pong", session.caller().userId(), "", "", Optional.empty(), clock.instant()))));
    }

    private Command markRead() {
        return (session, argument) -> {
            String id = NotificationIds.id(argument.idField("notification_id"));
            return Task.blocking(() -> notifications.seen(session.caller(), Optional.of(session.id()), Set.of(id)));
        };
    }

    /** Objects whose {@code type} says what they ask for. */
    private static final class Frames implements Grammar {

        @Override
        public EventMessage parse(String text) {
            try {
                JsonValue frame = Json.parse(text);
                return new EventMessage(
                        frame.text("type").orElseThrow(() -> RejectedException.invalid("type: missing")),
                        List.of(frame));
            } catch (MalformedJsonException malformed) {
                throw RejectedException.invalid("frame: malformed");
            }
        }

        @Override
        public RejectedException unknown(String name) {
            return RejectedException.invalid("type: unknown");
        }

        @Override
        public Reply reply(Session session, Inbound message, Optional<String> command) {
            return new Silence();
        }
    }

    private static final class Silence implements Reply {

        @Override
        public void succeed(JsonObject result) {
            // What there is to say the command has said.
        }

        @Override
        public void refuse(RejectedException refusal) {
            // As that system does.
        }

        @Override
        public void fail() {
            // The log has it.
        }
    }
}
