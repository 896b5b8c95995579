package dev.carewire.dialect;

import dev.carewire.hub.Session;

/** What one event name of a client family means. Stateless but for its features. */
@FunctionalInterface
public interface Command {

    /**
     * Reads the argument and says what is to be done. On the session's loop; never blocks.
     *
     * @throws dev.carewire.command.RejectedException if the argument is not as it should be, or the caller may not do this
     */
    PreparedCommand prepare(Session session, Argument argument);
}
