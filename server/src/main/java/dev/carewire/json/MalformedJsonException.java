package dev.carewire.json;

/** A text is not the expected JSON. The message never holds the text, which may be patient data. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    /** For readers that detect the fault before the JSON library does. */
    public MalformedJsonException() {
        super("malformed JSON", null, false, false);
    }
}
