package dev.carewire.protocol;

/**
 * Answers to a request that fits no session. Codes and texts are those of the reference server, where code 4 is a
 * refusal by the application.
 */
public enum HandshakeError {
    TRANSPORT_UNKNOWN(0, "Transport unknown"),
    SESSION_UNKNOWN(1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    JSONP_UNSUPPORTED(3, "JSONP is not supported (expected: no parameter j)"),
    FORBIDDEN(4, "Forbidden"),
    UNSUPPORTED_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    HandshakeError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The response body: {@code {"code":…,"message":"…"}}. */
    public String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
