package dev.carewire.json;

/** A field does not match the record to read. The message never holds the value, which may be patient data. */
public final class InvalidFieldException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidFieldException(String field, String fault) {
        super(field + (field.isEmpty() ? "" : ": ") + fault, null, false, false);
    }

    /** The field, its fault and the expected value; without a field if the whole text is at fault. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
