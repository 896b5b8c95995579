/**
 * Channels of Redis in bytes, over Lettuce, independent of clinics and their data. Start at {@link dev.carewire.redis.RedisPubSub}.
 */
@NullMarked
package dev.carewire.redis;

import org.jspecify.annotations.NullMarked;
