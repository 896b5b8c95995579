package dev.carewire.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.BusTopic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus over a primary with replicas, found through a Sentinel. */
class RedisSentinelBusTest extends RedisBusContract {

    @RegisterExtension
    static final RunningRedis REDIS = new RunningRedis(RedisSentinelServers::start);

    RedisSentinelBusTest() {
        super(REDIS);
    }

    @Test
    void followsTwoFailoversInARow() {
        RedisSentinelServers servers = (RedisSentinelServers) REDIS.servers();
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        receiver.subscribeToAllTenants();

        for (int failover = 1; failover <= 2; failover++) {
            servers.awaitReplicas(3 - failover);
            RedisProcess dead = servers.primary();
            dead.kill();
            sender.awaitInterruptions(failover).awaitConnections(failover + 1);
            receiver.awaitInterruptions(failover).awaitConnections(failover + 1);

            assertThat(servers.primary()).isNotSameAs(dead);
            String text = "after " + failover;
            sender.send(NORTH, text);
            sender.send(BusTopic.of(receiver.id()), text);
            receiver.awaitText(BusTopic.of(receiver.id()), text);
        }
        assertThat(receiver.texts(NORTH)).isEqualTo(List.of("after 1", "after 2"));
    }
}
