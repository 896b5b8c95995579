package dev.carewire.dialect;

import dev.carewire.hub.Session;

/** The meaning of one event name of a client family. Stateless except for its features. */
@FunctionalInterface
public interface Command {

    /**
     * Parses the argument and returns the work to do. On the session's loop; never blocks.
     *
     * @throws dev.carewire.command.RejectedException if the argument is invalid, or the caller may not do this
     */
    PreparedCommand prepare(Session session, Argument argument);
}
