package dev.carewire.json;

/** A field is not what the record that is read wants. Says nothing of its value: it may be patient data. */
public final class InvalidFieldException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidFieldException(String field, String fault) {
        super(field + (field.isEmpty() ? "" : ": ") + fault, null, false, false);
    }

    /** Field, what is wrong with it and what was expected; without a field if it is the whole text. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
