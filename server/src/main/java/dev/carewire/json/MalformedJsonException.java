package dev.carewire.json;

/** A text is not the JSON it should be. Says nothing of the text: it may hold patient data. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    /** For a reader that finds the text faulty before it reaches the JSON library. */
    public MalformedJsonException() {
        super("malformed JSON", null, false, false);
    }
}
