package dev.carewire.hub;

/**
 * From where a session goes on.
 *
 * @param begun the newest event when the client first came
 * @param has the last event that the client has; 0 for none
 * @param after everything up to here it has or need not be told
 */
public record Resumption(long begun, long has, long after) {}
