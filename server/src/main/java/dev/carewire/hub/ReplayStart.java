package dev.carewire.hub;

/**
 * From where a session goes on.
 *
 * @param startSeq the newest event when the client first came
 * @param lastReceived the last event that the client has; 0 for none
 * @param after everything up to here it has or need not be told
 */
public record ReplayStart(long startSeq, long lastReceived, long after) {}
