package dev.carewire.app.config;

import dev.carewire.hub.SessionLimits;
import dev.carewire.idempotency.KeyLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.session.ClientLimits;

/**
 * The limits of clients.
 *
 * @param sessions how many may be connected
 * @param connects how often connections may be opened from one address
 * @param client of each client
 * @param ring how much of each tenant's log is kept
 * @param idempotencyKeys how many repeatable requests each user and back end may send
 */
public record LimitsConfig(
        SessionLimits sessions,
        AddressLimits connects,
        ClientLimits client,
        RingLimits ring,
        KeyLimits idempotencyKeys) {}
