package dev.carewire.event;

/** Somebody joined, moved in or left the waiting queue. */
public record QueueUpdated(QueueEntrySnapshot entry) {}
