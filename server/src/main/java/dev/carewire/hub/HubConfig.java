package dev.carewire.hub;

import dev.carewire.log.RingLimits;

/**
 * Limits of a hub.
 *
 * @param sessions the largest numbers of sessions
 * @param ring how much of each tenant's log is kept for clients that resume or read slowly. Its age also bounds how
 *     long an ended session can be resumed
 * @param allRings bytes of the logs of all tenants together, 1 or more
 */
public record HubConfig(SessionLimits sessions, RingLimits ring, long allRings) {

    /** Limits without a bound of all logs together. */
    public HubConfig(SessionLimits sessions, RingLimits ring) {
        this(sessions, ring, Long.MAX_VALUE);
    }
}
