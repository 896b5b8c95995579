package dev.carewire.transport.session;

import dev.carewire.hub.CloseReason;
import java.util.Locale;

/**
 * Why a session ended, for the log: the reason of the server that closed it, or what happened at the client's
 * side.
 */
public final class EndCause {

    /** The client closed its session or its WebSocket. */
    public static final EndCause CLIENT_LEFT = new EndCause("client_left");

    /** The connection ended, and neither side had closed it before. */
    public static final EndCause CONNECTION_LOST = new EndCause("connection_lost");

    private final String name;

    private EndCause(String name) {
        this.name = name;
    }

    /** The server closed it for this reason, under the name that metrics use. */
    public static EndCause of(CloseReason reason) {
        return new EndCause(reason.name().toLowerCase(Locale.ROOT));
    }

    /** The name: lower case, of a closed set. */
    @Override
    public String toString() {
        return name;
    }
}
