package dev.carewire.messaging;

import java.time.Instant;

/**
 * An earlier text of a message.
 *
 * @param number 1 for the first text
 * @param replacedAt when it was replaced or retracted
 */
public record MessageRevision(int number, String body, Instant replacedAt) {

    /** Shows the number only: users write about patients here. */
    @Override
    public String toString() {
        return "MessageRevision[" + number + "]";
    }
}
