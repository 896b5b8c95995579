/**
 * Redis as bytes: nothing here knows of clinics. Start at {@link dev.carewire.redis.Keyspace}.
 */
@NullMarked
package dev.carewire.redis;

import org.jspecify.annotations.NullMarked;
