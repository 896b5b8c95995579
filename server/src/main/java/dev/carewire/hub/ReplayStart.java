package dev.carewire.hub;

/**
 * Where the replay of a resumed session starts.
 *
 * @param startSeq the newest event when the client first connected
 * @param lastReceived the last event that the client has; 0 for none
 * @param after the client has every event up to here, or does not need it
 */
public record ReplayStart(long startSeq, long lastReceived, long after) {}
