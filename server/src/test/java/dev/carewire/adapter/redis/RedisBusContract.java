package dev.carewire.adapter.redis;

import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.ClusterBusContract;
import dev.carewire.cluster.NodeId;
import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The contract of the bus over real servers of Redis. Each test has channels of its own. */
abstract class RedisBusContract extends ClusterBusContract {

    private final Keyspace keyspace = new Keyspace("test-" + UUID.randomUUID());
    private final RunningRedis redis;

    RedisBusContract(RunningRedis redis) {
        this.redis = redis;
    }

    /** The key that the nodes share. */
    Optional<SealKey> sealKey() {
        return Optional.empty();
    }

    @Override
    protected final ClusterBus bus(NodeId self) {
        return bus(self, redis.servers().address());
    }

    /** A bus that finds the servers at another address. */
    final RedisBus bus(NodeId self, RedisAddress address) {
        RedisConfig config = new RedisConfig(address, Duration.ofSeconds(5), Optional.empty());
        return new RedisBus(new RedisBusConfig(config, keyspace, sealKey(), Optional.empty()), self, Clock.systemUTC());
    }

    @Override
    protected final void interrupt() {
        redis.servers().kill();
    }

    @Override
    protected final void restore() {
        redis.servers().restart();
    }
}
