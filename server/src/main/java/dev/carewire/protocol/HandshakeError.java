package dev.carewire.protocol;

/**
 * What a client is told when its request fits no session; codes and texts of the reference server, whose code 4 is that of a
 * refusal that is the server's own.
 */
public enum HandshakeError {
    TRANSPORT_UNKNOWN(0, "Transport unknown"),
    SESSION_UNKNOWN(1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    FORBIDDEN(4, "Forbidden"),
    TOO_MANY_CONNECTS(4, "Too many connections from this address"),
    UNSUPPORTED_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    HandshakeError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The body: {@code {"code":…,"message":"…"}}. */
    public String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
