package dev.carewire.hub;

/** Why the server ends a session. The text is what a client is told and what metrics count. */
public enum CloseReason {
    /** The server shuts down; reconnecting elsewhere or later is right. */
    SHUTDOWN("server shutting down"),
    /** The client reads so slowly that what it has yet to be told is no longer kept. */
    SLOW_CONSUMER("slow consumer"),
    /** The same client has come back over another connection. */
    REPLACED("replaced by a newer connection"),
    /** The token's time is over. */
    TOKEN_EXPIRED("token expired"),
    /** No authentication within the allowed time. */
    AUTHENTICATION_TIMEOUT("authentication timeout"),
    /** Authentication failed, and the client was told so. */
    REFUSED("refused"),
    /** The client did not answer a ping, or sent none when that is its part. */
    PING_TIMEOUT("ping timeout"),
    /** For as long as connections are kept for nothing, the client neither said anything nor was told anything. */
    IDLE("idle"),
    /** The client broke the protocol. */
    PROTOCOL_ERROR("protocol error");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Lower case, a few words, no personal data. */
    public String text() {
        return text;
    }
}
