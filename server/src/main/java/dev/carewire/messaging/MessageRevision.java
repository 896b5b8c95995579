package dev.carewire.messaging;

import java.time.Instant;

/**
 * A text that a message had before.
 *
 * @param number 1 for the first text
 * @param replacedAt when it was replaced or taken back
 */
public record MessageRevision(int number, String body, Instant replacedAt) {

    /** The number alone: people write about patients here. */
    @Override
    public String toString() {
        return "MessageRevision[" + number + "]";
    }
}
