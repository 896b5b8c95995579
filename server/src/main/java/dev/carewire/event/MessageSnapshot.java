package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message in a thread.
 *
 * @param body empty for a retracted message and for one with attachments only
 * @param editedAt when the body was last replaced
 * @param retractedAt when the sender retracted it; only its place in the thread remains
 * @param attachments in the sender's order
 * @param extra the clinic's further fields; none for a retracted message
 */
public record MessageSnapshot(
        String id,
        String threadId,
        String body,
        StaffSnapshot sender,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<Instant> retractedAt,
        List<AttachmentSnapshot> attachments,
        ExtraFields extra)
        implements Extensible<MessageSnapshot> {

    public MessageSnapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(threadId, "threadId");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(editedAt, "editedAt");
        Objects.requireNonNull(retractedAt, "retractedAt");
        attachments = List.copyOf(attachments);
        Objects.requireNonNull(extra, "extra");
    }

    @Override
    public MessageSnapshot withExtra(ExtraFields fields) {
        return new MessageSnapshot(id, threadId, body, sender, createdAt, editedAt, retractedAt, attachments, fields);
    }

    /** Shows ids only: users write about patients here. */
    @Override
    public String toString() {
        return "MessageSnapshot[" + id + ", thread=" + threadId + "]";
    }
}
