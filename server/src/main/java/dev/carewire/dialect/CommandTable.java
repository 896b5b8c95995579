package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.command.UnavailableException;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.identity.Access;
import dev.carewire.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that a client family may send, by name. Each one runs in order on the session's executor and is answered
 * once. A faulty one is answered with a coded error and changes nothing. Immutable; any thread.
 */
public final class CommandTable {

    private static final Logger log = LoggerFactory.getLogger(CommandTable.class);

    private final CommandProtocol grammar;
    private final TrafficCounters traffic;
    private final Map<String, Row> rows;

    private CommandTable(CommandProtocol grammar, TrafficCounters traffic, Map<String, Row> rows) {
        this.grammar = grammar;
        this.traffic = traffic;
        this.rows = rows;
    }

    /**
     * A table of commands in that format.
     *
     * @param traffic counts rejected commands
     */
    public static Builder builder(CommandProtocol grammar, TrafficCounters traffic) {
        return new Builder(grammar, traffic);
    }

    /** Runs a client's command. On the session's loop, in the order of arrival; never blocks, never throws. */
    public void receive(Session session, InboundMessage message) {
        EventMessage event;
        try {
            event = grammar.parse(message.text());
        } catch (RejectedException malformed) {
            reply(session, message, Optional.empty()).reject(malformed);
            return;
        }
        Row row = rows.get(event.name());
        Optional<String> name = Optional.ofNullable(row).map(Row::name);
        Argument argument = Argument.of(event, message.attachments());
        Reply reply = row == null || !row.options.hasOwnErrorRenderer()
                ? reply(session, message, name)
                : counted(
                        name,
                        new EventReply(
                                session,
                                message,
                                (code, text) -> row.options.renderError(session, argument, code, text)));
        try {
            Command command = authorizedCommand(session, event.name(), row);
            int most = row == null ? 0 : row.options.attachments();
            if (message.attachments().size() > most) {
                throw RejectedException.invalid("attachments: "
                        + message.attachments().size() + " (expected: " + (most == 0 ? "none" : "at most " + most)
                        + ")");
            }
            PreparedCommand task = command.prepare(session, argument);
            if (!task.submit(session.executor(), () -> run(session, name, task, reply))) {
                reply.overloaded();
            }
        } catch (RuntimeException failure) {
            replyToFailure(session, name, failure, reply);
        }
    }

    private Reply reply(Session session, InboundMessage message, Optional<String> command) {
        return counted(command, grammar.reply(session, message, command));
    }

    private Reply counted(Optional<String> command, Reply reply) {
        return new CountedReply(reply, command, traffic);
    }

    /** Runs a command and replies when it has ended; the stage completes then. */
    private static CompletionStage<?> run(Session session, Optional<String> name, PreparedCommand task, Reply reply) {
        CompletionStage<JsonObject> result;
        try {
            result = task.run();
        } catch (RuntimeException failure) {
            result = CompletableFuture.failedStage(failure);
        }
        return result.thenAccept(reply::succeed).exceptionally(failure -> {
            replyToFailure(session, name, failure, reply);
            return null;
        });
    }

    /** The names that clients may send, sorted. */
    public SortedSet<String> names() {
        return new TreeSet<>(rows.keySet());
    }

    /** The command called {@code name}; empty if clients may not send it. */
    Optional<Command> command(String name) {
        return Optional.ofNullable(rows.get(name)).map(Row::command);
    }

    /** Answers a message that was rejected before it reached this table. Any thread; never blocks. */
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        reply(session, message, Optional.empty()).reject(new RejectedException(rejection, text));
    }

    private Command authorizedCommand(Session session, String name, @Nullable Row row) {
        boolean forEveryone = row != null && row.senders == Senders.EVERYONE;
        if (!forEveryone && !Access.maySend(session.caller().principal())) {
            throw RejectedException.forbidden("displays may not send this");
        }
        if (row == null) {
            throw grammar.unknown(name);
        }
        return row.command;
    }

    private static void replyToFailure(Session session, Optional<String> command, Throwable failure, Reply reply) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof RejectedException refusal) {
            reply.reject(refusal);
            return;
        }
        if (cause instanceof UnavailableException away) {
            reply.reject(away.rejection());
            return;
        }
        log.atError()
                .addKeyValue("session", session.id())
                .addKeyValue("event", command.orElse("-"))
                .setCause(cause)
                .log("command failed");
        reply.fail();
    }

    private enum Senders {
        EVERYONE,
        ALL_BUT_DISPLAYS
    }

    private record Row(String name, Senders senders, CommandOptions options, Command command) {}

    /** Renders an event's error for a client that requested no acknowledgement. */
    @FunctionalInterface
    public interface ErrorRenderer {

        /**
         * The error messages.
         *
         * @param argument of the event; of any type
         * @param code upper case
         * @param text safe to show
         */
        List<String> render(Session session, Argument argument, String code, String text);
    }

    /**
     * Options of a command.
     *
     * @param attachments the largest number of attachments
     * @param errorRenderer empty for the family's standard form
     */
    public record CommandOptions(int attachments, Optional<ErrorRenderer> errorRenderer) {

        /** No attachments, and the standard form of errors. */
        public static final CommandOptions DEFAULTS = new CommandOptions(0, Optional.empty());

        /** The same with this many attachments. */
        public CommandOptions withAttachments(int most) {
            return new CommandOptions(most, errorRenderer);
        }

        /** The same with its own form of errors. */
        public CommandOptions withErrorRenderer(ErrorRenderer own) {
            return new CommandOptions(attachments, Optional.of(own));
        }

        private boolean hasOwnErrorRenderer() {
            return errorRenderer.isPresent();
        }

        private List<String> renderError(Session session, Argument argument, String code, String text) {
            return errorRenderer
                    .map(own -> own.render(session, argument, code, text))
                    .orElse(List.of());
        }
    }

    /** Collects the commands of a family. One thread. */
    public static final class Builder {

        private final CommandProtocol grammar;
        private final TrafficCounters traffic;
        private final Map<String, Row> rows = new HashMap<>();

        private Builder(CommandProtocol grammar, TrafficCounters traffic) {
            this.grammar = grammar;
            this.traffic = traffic;
        }

        /**
         * A command that displays may not use.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder command(String name, Command command) {
            return command(name, CommandOptions.DEFAULTS, command);
        }

        /**
         * A command with options that displays may not use.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder command(String name, CommandOptions manner, Command command) {
            return add(new Row(name, Senders.ALL_BUT_DISPLAYS, manner, command));
        }

        /**
         * A command that every client may use, including displays.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder commandForEveryone(String name, Command command) {
            return add(new Row(name, Senders.EVERYONE, CommandOptions.DEFAULTS, command));
        }

        public CommandTable build() {
            return new CommandTable(grammar, traffic, Map.copyOf(rows));
        }

        private Builder add(Row row) {
            if (rows.putIfAbsent(row.name, row) != null) {
                throw new IllegalStateException("command: " + row.name + " (expected: one per name)");
            }
            return this;
        }
    }
}
