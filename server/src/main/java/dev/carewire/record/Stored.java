package dev.carewire.record;

/**
 * A record after a change that adds it where it is new.
 *
 * @param record as it is stored now
 */
public record Stored<R>(R record, Outcome outcome) {

    /** The effect of the change. */
    public enum Outcome {
        /** The clinic had no record with this id. */
        ADDED,
        /** The record replaces the one with its id. */
        REPLACED
    }
}
