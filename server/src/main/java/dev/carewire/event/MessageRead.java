package dev.carewire.event;

import java.time.Instant;

/** A user has read a thread up to a message. */
public record MessageRead(String threadId, String messageId, String readBy, Instant readAt) {}
