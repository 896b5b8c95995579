package dev.carewire.event;

/**
 * How many messages a user has not read.
 *
 * @param unread over all threads of the user, 0 or more
 */
public record UnreadCountChanged(String userId, int unread) {}
