package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import java.util.List;
import java.util.Optional;

/** Commands are Socket.IO events; answers are acknowledgements. */
enum EventProtocol implements CommandProtocol {
    /** A client that requests no acknowledgement receives an event called {@code error} if its command fails. */
    WITH_ERROR_EVENTS {
        @Override
        public Reply reply(Session session, InboundMessage message, Optional<String> command) {
            return new EventReply(session, message, command);
        }
    },
    /** A client that requests no acknowledgement receives no answer. */
    ACKNOWLEDGEMENTS_ONLY {
        @Override
        public Reply reply(Session session, InboundMessage message, Optional<String> command) {
            return new EventReply(session, message, (code, text) -> List.of());
        }
    };

    @Override
    public EventMessage parse(String text) {
        return EventMessage.parse(text);
    }

    @Override
    public RejectedException unknown(String name) {
        return RejectedException.invalid("event: unknown");
    }
}
