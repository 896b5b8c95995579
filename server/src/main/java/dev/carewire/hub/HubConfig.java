package dev.carewire.hub;

import dev.carewire.log.RingLimits;

/**
 * What a hub keeps.
 *
 * @param sessions how many at once
 * @param ring how much of each tenant's log, for clients that come back or read slowly; ended sessions can be continued for as
 *     long as the oldest event may be kept
 */
public record HubConfig(SessionLimits sessions, RingLimits ring) {}
