package dev.carewire.adapter.redis;

import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.NodeId;
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
    void needsOnlyFewRights() {
        RedisSentinelServers servers = (RedisSentinelServers) REDIS.servers();
        servers.primary().addUser("+role");
        NodeId id = NodeId.random();
        BusProbe node =
                added(new BusProbe(id, bus(id, servers.address("app:secret@")))).connect();
        node.subscribeToAllTenants();
        node().send(NORTH, "event");
        node.awaitText(NORTH, "event");
    }
}
