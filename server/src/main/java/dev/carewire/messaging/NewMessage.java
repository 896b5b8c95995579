package dev.carewire.messaging;

import dev.carewire.text.ExtraFields;
import java.time.Instant;

/**
 * A message to store.
 *
 * @param senderName shown for a sender who is not on the clinic's list of users
 * @param extra the clinic's further fields
 */
public record NewMessage(
        String id,
        String threadId,
        String senderId,
        String senderName,
        String body,
        Instant createdAt,
        ExtraFields extra) {

    /** A message without further fields. */
    public NewMessage(String id, String threadId, String senderId, String senderName, String body, Instant createdAt) {
        this(id, threadId, senderId, senderName, body, createdAt, ExtraFields.NONE);
    }

    /** Shows ids only: users write about patients here. */
    @Override
    public String toString() {
        return "NewMessage[" + id + ", thread=" + threadId + "]";
    }
}
