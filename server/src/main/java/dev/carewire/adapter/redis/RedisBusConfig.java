package dev.carewire.adapter.redis;

import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * How the nodes of a cluster use Redis.
 *
 * @param sealKey seals and opens messages; empty: messages are in the clear
 * @param oldKey opens messages, too, during a rotation; only with a {@code sealKey}, and another key
 */
public record RedisBusConfig(
        RedisConfig redis, Keyspace keyspace, Optional<SealKey> sealKey, Optional<SealKey> oldKey) {

    public RedisBusConfig {
        Objects.requireNonNull(redis, "redis");
        Objects.requireNonNull(keyspace, "keyspace");
        if (oldKey.isPresent() && (sealKey.isEmpty() || sealKey.equals(oldKey))) {
            throw new IllegalArgumentException("oldKey: without another key (expected: sealKey and oldKey differ)");
        }
    }
}
