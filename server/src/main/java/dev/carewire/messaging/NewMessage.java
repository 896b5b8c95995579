package dev.carewire.messaging;

import java.time.Instant;

/**
 * A message to be stored.
 *
 * @param senderName shown for a sender whom the clinic's list of users does not know
 */
public record NewMessage(
        String id, String threadId, String senderId, String senderName, String body, Instant createdAt) {

    /** Ids alone: people write about patients here. */
    @Override
    public String toString() {
        return "NewMessage[" + id + ", thread=" + threadId + "]";
    }
}
