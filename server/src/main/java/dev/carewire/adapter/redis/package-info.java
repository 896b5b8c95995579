/**
 * The bus between nodes over Redis, in the clear or sealed. Start at {@link dev.carewire.adapter.redis.RedisBus}.
 */
@NullMarked
package dev.carewire.adapter.redis;

import org.jspecify.annotations.NullMarked;
