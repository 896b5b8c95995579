package dev.carewire.demo;

/** The server rejected a call and published none of its events. */
public final class EmitRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    EmitRefusedException(int status, String code, String text) {
        super("HTTP " + status + " " + code + ": " + text);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status: retry 429 and 503 after a second, others only with another call or token. */
    public int status() {
        return status;
    }

    /** The reason, for programs, such as {@code INVALID}. */
    public String code() {
        return code;
    }
}
