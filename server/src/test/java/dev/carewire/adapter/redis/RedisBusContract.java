package dev.carewire.adapter.redis;

import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.ClusterBusContract;
import dev.carewire.cluster.NodeId;
import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisConfig;
import dev.carewire.redis.RedisPubSub;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The contract of the bus over real servers of Redis. Each test has channels of its own. */
abstract class RedisBusContract extends ClusterBusContract {

    final Keyspace keyspace = new Keyspace("test-" + UUID.randomUUID());
    private final RunningRedis redis;

    RedisBusContract(RunningRedis redis) {
        this.redis = redis;
    }

    /** How the nodes wrap their messages. */
    Envelope envelope(NodeId self) {
        return new PlainEnvelope(self, Clock.systemUTC());
    }

    @Override
    protected final ClusterBus bus(NodeId self) {
        return bus(self, redis.servers().address());
    }

    /** A bus that finds the servers at another address. */
    final RedisBus bus(NodeId self, RedisAddress address) {
        RedisConfig config = new RedisConfig(address, Duration.ofSeconds(5), Optional.empty());
        return new RedisBus(new RedisPubSub(config), keyspace, self, envelope(self));
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
