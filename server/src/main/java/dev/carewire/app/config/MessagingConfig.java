package dev.carewire.app.config;

import dev.carewire.messaging.AttachmentLimits;
import java.time.Duration;

/**
 * Message threads.
 *
 * @param editWindow how long a sender may change a message
 * @param attachments limits for attachments
 */
public record MessagingConfig(Duration editWindow, AttachmentLimits attachments) {}
