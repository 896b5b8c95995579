package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.json.JsonObject;

/** The one answer to a client's command. Any thread; one of the methods is called, once. */
public interface Reply {

    /**
     * The command was carried out.
     *
     * @param result what is said besides success; empty for nothing
     */
    void succeed(JsonObject result);

    /** The command was refused and changed nothing. */
    void reject(RejectedException refusal);

    /** The server's own fault. */
    void fail();

    /** Too many commands of the client are waiting. */
    default void overloaded() {
        reject(new RejectedException(Rejection.OVERLOADED, "too many commands are waiting"));
    }
}
