package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import java.util.Optional;

/** How the clients of a family put their commands, and how they are answered. Stateless; any thread. */
public interface CommandProtocol {

    /** Commands are Socket.IO events; answers are acknowledgements, or events called {@code error}. */
    CommandProtocol EVENTS = new CommandProtocol() {
        @Override
        public EventMessage parse(String text) {
            return EventMessage.parse(text);
        }

        @Override
        public RejectedException unknown(String name) {
            return RejectedException.invalid("event: unknown");
        }

        @Override
        public Reply reply(Session session, InboundMessage message, Optional<String> command) {
            return new EventReply(session, message, command);
        }
    };

    /**
     * Reads a command's name and its arguments.
     *
     * @throws RejectedException if there is none in {@code text}
     */
    EventMessage parse(String text);

    /**
     * The refusal of a command that the family does not have.
     *
     * @param name as the client wrote it
     */
    RejectedException unknown(String name);

    /**
     * The way to answer a message.
     *
     * @param command its name; empty if it is none of the family's commands
     */
    Reply reply(Session session, InboundMessage message, Optional<String> command);
}
