package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import java.time.Instant;

/**
 * An attachment to store.
 *
 * @param uploaderId the user whose message may claim it
 */
public record NewAttachment(AttachmentSnapshot file, String threadId, String uploaderId, Instant createdAt) {}
