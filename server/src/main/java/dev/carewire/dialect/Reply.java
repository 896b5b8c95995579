package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.json.JsonObject;

/** The single reply to a client's command. Any thread; one of the methods is called, once. */
public interface Reply {

    /** The code of {@link #fail}. */
    String INTERNAL = "INTERNAL";

    /**
     * The command succeeded.
     *
     * @param result further fields besides success; empty for none
     */
    void succeed(JsonObject result);

    /** The command was rejected and changed nothing. */
    void reject(RejectedException refusal);

    /** The server failed. */
    void fail();

    /** Too many of the client's commands are waiting. */
    default void overloaded() {
        reject(new RejectedException(Rejection.OVERLOADED, "too many commands are waiting"));
    }
}
