package dev.carewire.app.config;

import dev.carewire.adapter.redis.RedisBusConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * The cluster of this node.
 *
 * @param redis present in mode {@link ClusterMode#REDIS}
 */
public record ClusterConfig(ClusterMode mode, Optional<RedisBusConfig> redis) {

    public ClusterConfig {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(redis, "redis");
    }
}
