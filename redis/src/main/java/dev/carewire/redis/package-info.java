/** Access to Redis in bytes, independent of clinics and their data. Start at {@link dev.carewire.redis.Keyspace}. */
@NullMarked
package dev.carewire.redis;

import org.jspecify.annotations.NullMarked;
