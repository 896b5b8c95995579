package dev.carewire.messaging;

import java.time.Instant;

/**
 * A message to store.
 *
 * @param senderName shown for a sender who is not on the clinic's list of users
 */
public record NewMessage(
        String id, String threadId, String senderId, String senderName, String body, Instant createdAt) {

    /** Shows ids only: users write about patients here. */
    @Override
    public String toString() {
        return "NewMessage[" + id + ", thread=" + threadId + "]";
    }
}
