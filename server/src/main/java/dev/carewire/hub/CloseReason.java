package dev.carewire.hub;

/** Why the server ends a session. Clients receive the text, and metrics count it. */
public enum CloseReason {
    /** The server is shutting down; the client should reconnect elsewhere or later. */
    SHUTDOWN("server shutting down"),
    /** The client reads so slowly that the events it still needs are no longer kept. */
    SLOW_CONSUMER("slow consumer"),
    /** The same client has reconnected over another connection. */
    REPLACED("replaced by a newer connection"),
    /** The token has expired. */
    TOKEN_EXPIRED("token expired"),
    /** The client did not authenticate within the allowed time. */
    AUTHENTICATION_TIMEOUT("authentication timeout"),
    /** Authentication failed, and the client was informed. */
    REFUSED("refused"),
    /** The server has no room for the session; the client should try again. */
    OVER_LIMIT("too many connections"),
    /** The server could not verify the client's token now; the client should try again. */
    UNAVAILABLE("authentication unavailable"),
    /** The client did not answer a ping, or did not send one where it should. */
    PING_TIMEOUT("ping timeout"),
    /** The family's own back end ended the session. */
    DISCONNECTED("disconnected"),
    /** Neither side sent a message for the longest idle time allowed. */
    IDLE("idle"),
    /** The client violated the protocol. */
    PROTOCOL_ERROR("protocol error");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Whether the client should reconnect, since nothing is wrong with it or its token. */
    public boolean isTemporary() {
        return switch (this) {
            case SHUTDOWN, SLOW_CONSUMER, OVER_LIMIT, UNAVAILABLE -> true;
            case REPLACED,
                    TOKEN_EXPIRED,
                    AUTHENTICATION_TIMEOUT,
                    REFUSED,
                    PING_TIMEOUT,
                    DISCONNECTED,
                    IDLE,
                    PROTOCOL_ERROR -> false;
        };
    }

    /** Lower case, a few words, no personal data. */
    public String text() {
        return text;
    }
}
