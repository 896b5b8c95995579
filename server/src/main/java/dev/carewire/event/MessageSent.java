package dev.carewire.event;

/** A message was written into a thread. */
public record MessageSent(MessageSnapshot message) {}
