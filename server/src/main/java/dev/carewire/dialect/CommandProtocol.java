package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import java.util.Optional;

/** The wire format of a family's commands and answers. Stateless; any thread. */
public interface CommandProtocol {

    /** Commands are Socket.IO events; answers are acknowledgements, or events called {@code error}. */
    CommandProtocol EVENTS = EventProtocol.WITH_ERROR_EVENTS;

    /** Commands are Socket.IO events; answers are acknowledgements, and only for clients that request them. */
    CommandProtocol ACKNOWLEDGED_EVENTS = EventProtocol.ACKNOWLEDGEMENTS_ONLY;

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
