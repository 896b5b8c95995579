package dev.carewire.hub;

/** Why the server ends a session. The text is what a client is told and what metrics count. */
public enum CloseReason {
    /** The server shuts down; reconnecting elsewhere or later is right. */
    SHUTDOWN("server shutting down"),
    /** The client does not read what it is sent. */
    SLOW_CONSUMER("slow consumer"),
    /** The token's time is over. */
    TOKEN_EXPIRED("token expired"),
    /** No authentication within the allowed time. */
    AUTHENTICATION_TIMEOUT("authentication timeout"),
    /** Authentication failed, and the client was told so. */
    REFUSED("refused"),
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
