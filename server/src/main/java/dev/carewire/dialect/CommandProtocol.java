package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import java.util.Optional;

/** The wire format of a family's commands and answers. Stateless; any thread. */
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
     * Parses a command's name and its arguments.
     *
     * @throws RejectedException if {@code text} contains none
     */
    EventMessage parse(String text);

    /**
     * The rejection of an unknown command.
     *
     * @param name as the client wrote it
     */
    RejectedException unknown(String name);

    /**
     * The reply to a message.
     *
     * @param command its name; empty if it is not a command of the family
     */
    Reply reply(Session session, InboundMessage message, Optional<String> command);
}
