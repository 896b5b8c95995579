package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Reply;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
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

/** The commands of Diagnoxix's pages. Unknown and invalid messages are ignored without an answer. */
final class DiagnoxixCommands {

    private final Notifications notifications;
    private final Clock clock;

    DiagnoxixCommands(Notifications notifications, Clock clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    CommandTable table(TrafficCounters traffic) {
        return CommandTable.builder(new FrameGrammar(), traffic)
                .commandForEveryone("ping", ping())
                .command("mark_read", markRead())
                .command("acknowledge", acknowledge())
                .build();
    }

    private Command ping() {
        return (session, argument) -> PreparedCommand.inline(() -> session.send(List.of(
                DiagnoxixJson.frame("pong", session.caller().userId(), "", "", Optional.empty(), clock.instant()))));
    }

    private Command markRead() {
        return (session, argument) -> {
            String id = NotificationIds.fromUuid(argument.idField("notification_id"));
            return PreparedCommand.blocking(
                    () -> notifications.markSeen(session.caller(), Optional.of(session.id()), Set.of(id)));
        };
    }

    /** CareWire's addition: also ends the repetitions of a notification that must be acknowledged. */
    private Command acknowledge() {
        return (session, argument) -> {
            String id = NotificationIds.fromUuid(argument.idField("notification_id"));
            return PreparedCommand.blocking(
                    () -> notifications.acknowledge(session.caller(), Optional.of(session.id()), id));
        };
    }

    /** Commands are objects with a {@code type}. */
    private static final class FrameGrammar implements CommandProtocol {

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
        public Reply reply(Session session, InboundMessage message, Optional<String> command) {
            return new NoReply();
        }
    }

    private static final class NoReply implements Reply {

        @Override
        public void succeed(JsonObject result) {
            // The command itself has answered.
        }

        @Override
        public void reject(RejectedException refusal) {
            // Ignored, as in that system.
        }

        @Override
        public void fail() {
            // Logged only.
        }
    }
}
