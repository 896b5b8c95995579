/**
 * Rate limits: how often a client, a user or an address may act. Start at {@link dev.carewire.rate.KeyedRateLimiter}.
 */
@NullMarked
package dev.carewire.rate;

import org.jspecify.annotations.NullMarked;
