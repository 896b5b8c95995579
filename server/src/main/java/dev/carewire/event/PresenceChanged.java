package dev.carewire.event;

import java.time.Instant;

/**
 * A user's reachability changed.
 *
 * @param lastSeen when the user was last known to be there
 */
public record PresenceChanged(String userId, String userName, PresenceStatus status, Instant lastSeen) {
    /** Without the name. */
    @Override
    public String toString() {
        return "PresenceChanged[user=" + userId + "]";
    }
}
