package dev.carewire.messaging;

import java.time.Instant;

/**
 * How far a member has read a thread.
 *
 * @param upTo the newest message that was read
 * @param at when it was
 */
public record ReadPosition(MessagePosition upTo, Instant at) {}
