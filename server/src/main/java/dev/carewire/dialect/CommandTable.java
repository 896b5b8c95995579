package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that a client family may send, by name. Every one is carried out in its turn on the session's lane and answered
 * once; what is faulty is answered with a coded error and changes nothing. Immutable; any thread.
 */
public final class CommandTable {

    private static final Logger log = LoggerFactory.getLogger(CommandTable.class);

    private final Grammar grammar;
    private final Map<String, Row> rows;

    private CommandTable(Grammar grammar, Map<String, Row> rows) {
        this.grammar = grammar;
        this.rows = rows;
    }

    /** A table of commands that are Socket.IO events. */
    public static Builder builder() {
        return builder(Grammar.EVENTS);
    }

    /** A table of commands in that form. */
    public static Builder builder(Grammar grammar) {
        return new Builder(grammar);
    }

    /** Carries out what a client sent. On the session's loop, in the order of arrival; never blocks, never throws. */
    public void receive(Session session, Inbound message) {
        EventMessage event;
        try {
            event = grammar.parse(message.text());
        } catch (RejectedException malformed) {
            grammar.reply(session, message, Optional.empty()).refuse(malformed);
            return;
        }
        Row row = rows.get(event.name());
        Optional<String> name = Optional.ofNullable(row).map(Row::name);
        Argument argument = Argument.of(event, message.attachments());
        Reply reply = row == null || !row.manner.hasOwnFaults()
                ? grammar.reply(session, message, name)
                : new EventReply(session, message, (code, text) -> row.manner.fault(session, argument, code, text));
        answering(session, name, reply, () -> {
            Command command = allowed(session, event.name(), row);
            int most = row == null ? 0 : row.manner.attachments();
            if (message.attachments().size() > most) {
                throw RejectedException.invalid("attachments: "
                        + message.attachments().size() + " (expected: " + (most == 0 ? "none" : "at most " + most)
                        + ")");
            }
            Task task = command.understand(session, argument);
            boolean taken =
                    task.queue(session.lane(), () -> answering(session, name, reply, () -> reply.succeed(task.run())));
            if (!taken) {
                reply.overloaded();
            }
        });
    }

    /** What clients may send, sorted. */
    public SortedSet<String> names() {
        return new TreeSet<>(rows.keySet());
    }

    /** What the event called {@code name} means; empty if clients may not send it. */
    Optional<Command> command(String name) {
        return Optional.ofNullable(rows.get(name)).map(Row::command);
    }

    /** Answers a message that was turned away before it got here. Any thread; never blocks. */
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        grammar.reply(session, message, Optional.empty()).refuse(new RejectedException(rejection, text));
    }

    private Command allowed(Session session, String name, @Nullable Row row) {
        boolean forEveryone = row != null && row.senders == Senders.EVERYONE;
        if (!forEveryone && !Access.maySend(session.caller().principal())) {
            throw RejectedException.forbidden("displays may not send this");
        }
        if (row == null) {
            throw grammar.unknown(name);
        }
        return row.command;
    }

    private static void answering(Session session, Optional<String> event, Reply reply, Runnable step) {
        try {
            step.run();
        } catch (RejectedException refusal) {
            reply.refuse(refusal);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("session", session.id())
                    .addKeyValue("event", event.orElse("-"))
                    .setCause(bug)
                    .log("command failed");
            reply.fail();
        }
    }

    private enum Senders {
        EVERYONE,
        ALL_BUT_DISPLAYS
    }

    private record Row(String name, Senders senders, Manner manner, Command command) {}

    /** Tells a client what is wrong with its event, where it waits for no acknowledgement. */
    @FunctionalInterface
    public interface FaultWords {

        /**
         * The messages for it.
         *
         * @param argument of the event, which may be anything
         * @param code upper case
         * @param text safe to show
         */
        List<String> say(Session session, Argument argument, String code, String text);
    }

    /**
     * How a command is taken and answered.
     *
     * @param attachments how many pieces of bytes may come with it
     * @param faults empty for the words that all commands have
     */
    public record Manner(int attachments, Optional<FaultWords> faults) {

        /** No bytes, and the words that all commands have. */
        public static final Manner USUAL = new Manner(0, Optional.empty());

        /** The same with this many pieces of bytes. */
        public Manner withAttachments(int most) {
            return new Manner(most, faults);
        }

        /** The same with words of its own for faults. */
        public Manner tellingFaultsBy(FaultWords own) {
            return new Manner(attachments, Optional.of(own));
        }

        private boolean hasOwnFaults() {
            return faults.isPresent();
        }

        private List<String> fault(Session session, Argument argument, String code, String text) {
            return faults.map(own -> own.say(session, argument, code, text)).orElse(List.of());
        }
    }

    /** Collects the commands of a family. One thread. */
    public static final class Builder {

        private final Grammar grammar;
        private final Map<String, Row> rows = new HashMap<>();

        private Builder(Grammar grammar) {
            this.grammar = grammar;
        }

        /**
         * A command that displays may not use.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder command(String name, Command command) {
            return command(name, Manner.USUAL, command);
        }

        /**
         * A command that displays may not use, taken and answered in its own manner.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder command(String name, Manner manner, Command command) {
            return add(new Row(name, Senders.ALL_BUT_DISPLAYS, manner, command));
        }

        /**
         * A command that every client may use, displays too.
         *
         * @throws IllegalStateException if the name has a command
         */
        public Builder commandForEveryone(String name, Command command) {
            return add(new Row(name, Senders.EVERYONE, Manner.USUAL, command));
        }

        public CommandTable build() {
            return new CommandTable(grammar, Map.copyOf(rows));
        }

        private Builder add(Row row) {
            if (rows.putIfAbsent(row.name, row) != null) {
                throw new IllegalStateException("command: " + row.name + " (expected: one per name)");
            }
            return this;
        }
    }
}
