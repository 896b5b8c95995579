package dev.carewire.app.config;

import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.AttachmentPlace;
import dev.carewire.rate.RateLimit;
import java.time.Duration;

/**
 * Message threads.
 *
 * @param editWindow how long a sender may change a message
 * @param attachments limits for attachments
 * @param newThreads how often one user may create a thread
 * @param files where attachments are stored
 */
public record MessagingConfig(
        Duration editWindow, AttachmentLimits attachments, RateLimit newThreads, AttachmentPlace files) {}
