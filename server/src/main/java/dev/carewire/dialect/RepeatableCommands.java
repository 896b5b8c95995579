package dev.carewire.dialect;

import dev.carewire.hub.Session;
import dev.carewire.idempotency.IdempotentCommands;
import dev.carewire.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs commands that create something once per idempotency key, so that a client may send one again, as Socket.IO clients with
 * {@code retries} do. Any thread; never blocks.
 */
public final class RepeatableCommands {

    /** The field with the client's key in most families: an id, unique among the user's commands and requests of a day. */
    private static final String KEY = "idempotencyKey";

    private final IdempotentCommands commands;

    public RepeatableCommands(IdempotentCommands commands) {
        this.commands = commands;
    }

    /**
     * A command whose key is in the field {@value #KEY}; without a key it runs each time.
     *
     * @param name of the command
     * @param work may block; returns the acknowledgement's fields besides success
     * @throws dev.carewire.command.RejectedException INVALID for an invalid key
     */
    public PreparedCommand prepare(Session session, String name, Argument argument, Supplier<JsonObject> work) {
        return PreparedCommand.blockingWithResult(once(session, name, argument, work));
    }

    /** The work of {@link #prepare} alone, for a command that does something else before. */
    public Supplier<JsonObject> once(Session session, String name, Argument argument, Supplier<JsonObject> work) {
        return once(session, name, argument, argument.optionalIdField(KEY), work);
    }

    /**
     * The work of a command whose key is in a field of another name.
     *
     * @param argument an object
     * @param key empty for work that runs each time
     * @param work may block; returns the acknowledgement's fields besides success
     */
    public Supplier<JsonObject> once(
            Session session, String name, Argument argument, Optional<String> key, Supplier<JsonObject> work) {
        return key.isEmpty() ? work : () -> commands.run(session.caller(), key.get(), name, argument.object(), work);
    }
}
