package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import java.time.Instant;

/**
 * An attachment to be stored.
 *
 * @param uploaderId whose message it may belong to
 */
public record NewAttachment(AttachmentSnapshot file, String threadId, String uploaderId, Instant createdAt) {}
