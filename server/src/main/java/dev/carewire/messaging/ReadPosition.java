package dev.carewire.messaging;

import java.time.Instant;

/**
 * A member's read position in a thread.
 *
 * @param upTo the newest message read
 * @param at when it was read
 */
public record ReadPosition(MessagePosition upTo, Instant at) {}
