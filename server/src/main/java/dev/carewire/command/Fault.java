package dev.carewire.command;

import java.util.Objects;

/**
 * One faulty field of a client's input.
 *
 * @param field its path, such as {@code patient.id}; empty if the input as a whole is at fault
 * @param text for the client: names the field and its fault, never an entered value
 */
public record Fault(String field, String text) {

    public Fault {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
    }

    /** The same fault of a field within {@code parent}, such as {@code events[2].}. */
    Fault within(String parent) {
        return new Fault(parent + field, parent + text);
    }

    /** The fault of a field that contains another change than a field of the same meaning. */
    public static Fault contradiction(String field, String other) {
        return new Fault(
                field, field + ": contradicts " + other + " (expected: the same change, or only one of the two)");
    }
}
