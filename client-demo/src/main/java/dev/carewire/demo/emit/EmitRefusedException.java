package dev.carewire.demo.emit;

import java.time.Duration;

/** The server, or a proxy before it, rejected a call; none of its events was published. */
public final class EmitRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final Duration retryAfter;

    EmitRefusedException(int status, String code, String text, Duration retryAfter) {
        super("HTTP " + status + (code.isEmpty() ? "" : " " + code) + (text.isEmpty() ? "" : ": " + text));
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status: retry 429 and 503 after {@link #retryAfter()}, others only with another call or token. */
    public int status() {
        return status;
    }

    /** The reason, for programs, such as {@code INVALID}; empty if a proxy rejected the call. */
    public String code() {
        return code;
    }

    /** How long the server asks to wait; zero if it does not. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
