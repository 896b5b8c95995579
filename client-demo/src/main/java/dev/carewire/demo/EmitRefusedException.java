package dev.carewire.demo;

/** The server did not tell the events of a call. */
public final class EmitRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    EmitRefusedException(int status, String code, String text) {
        super("HTTP " + status + " " + code + ": " + text);
        this.status = status;
        this.code = code;
    }

    /** Of HTTP: 429 and 503 may be tried again after a second, others not before the call or the token has changed. */
    public int status() {
        return status;
    }

    /** What is wrong, for programs, such as {@code INVALID}. */
    public String code() {
        return code;
    }
}
