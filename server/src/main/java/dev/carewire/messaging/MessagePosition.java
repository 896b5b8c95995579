package dev.carewire.messaging;

/**
 * A message's position in its thread.
 *
 * @param sequence 1 for the first message of a thread, without gaps
 */
public record MessagePosition(String messageId, long sequence) {}
