package dev.carewire.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.NodeId;
import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisTopology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bus over a Redis Cluster of three nodes. */
class RedisClusterBusTest extends RedisBusContract {

    @RegisterExtension
    static final RunningRedis REDIS = new RunningRedis(RedisClusterServers::start);

    RedisClusterBusTest() {
        super(REDIS);
    }

    private static List<RedisProcess> servers() {
        return ((RedisClusterServers) REDIS.servers()).nodes();
    }

    private BusProbe nodeAt(RedisProcess server) {
        return connect(RedisAddress.parse(server.url(), RedisTopology.CLUSTER));
    }

    @Test
    void carriesMessagesBetweenNodesAtDifferentServers() {
        BusProbe sender = nodeAt(servers().get(0));
        BusProbe receiver = nodeAt(servers().get(1));
        BusProbe overseer = nodeAt(servers().get(2));
        receiver.subscribe(NORTH);
        overseer.subscribeToAllTenants();

        sender.send(NORTH, "event");
        receiver.awaitText(NORTH, "event");
        overseer.awaitText(NORTH, "event");
    }

    @Test
    void movesToServersThatTheAddressDoesNotName() {
        BusProbe sender = nodeAt(servers().get(0));
        BusProbe receiver = nodeAt(servers().get(0));
        receiver.subscribe(NORTH);

        servers().get(0).kill();
        sender.awaitConnections(2);
        receiver.awaitConnections(2);
        sender.send(NORTH, "event");
        receiver.awaitText(NORTH, "event");
        assertThat(receiver.texts(NORTH)).containsExactly("event");
    }

    @Test
    void leavesAServerThatTheClusterHasLost() {
        BusProbe node = nodeAt(servers().get(0));
        servers().get(1).kill();
        servers().get(2).kill();

        node.awaitInterruptions(1);
        servers().get(1).restart();
        servers().get(2).restart();
        node.awaitConnections(2);
        BusProbe sender = connect(REDIS.servers().address());
        sender.send(BusTopic.ALL_NODES, "event");
        node.awaitText(BusTopic.ALL_NODES, "event");
    }

    @Test
    void needsOnlyFewRights() {
        servers().forEach(server -> server.addUser("+cluster|info", "+cluster|nodes"));
        RedisProcess server = servers().get(0);
        BusProbe node =
                connect(RedisAddress.parse("redis://app:secret@127.0.0.1:" + server.port(), RedisTopology.CLUSTER));
        node.subscribeToAllTenants();
        node().send(NORTH, "event");
        node.awaitText(NORTH, "event");
    }

    private BusProbe connect(RedisAddress address) {
        NodeId id = NodeId.random();
        return added(new BusProbe(id, bus(id, address))).connect();
    }
}
