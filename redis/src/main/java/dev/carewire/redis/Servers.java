package dev.carewire.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which server to connect to next: of a cluster, its nodes in turn, those of the address and those it has reported. One thread. */
final class Servers {

    /** A cluster's nodes that the client remembers besides those of the address. */
    private static final int MAX_REPORTED = 100;

    /** The connections' name in {@code CLIENT LIST}. */
    private static final String CLIENT_NAME = "carewire";

    private static final Set<RedisClusterNode.NodeFlag> UNREACHABLE = Set.of(
            RedisClusterNode.NodeFlag.FAIL, RedisClusterNode.NodeFlag.NOADDR, RedisClusterNode.NodeFlag.HANDSHAKE);

    private final List<RedisURI> named;
    private List<RedisURI> reported = List.of();
    private int turn;

    /** Begins at a server of the address: clients with different numbers begin at different ones. */
    Servers(RedisAddress address, Duration timeout, int first) {
        named = address.servers();
        named.forEach(server -> {
            server.setTimeout(timeout);
            server.setClientName(CLIENT_NAME);
            server.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
        });
        turn = Math.floorMod(first, named.size());
    }

    /** The server to connect to. */
    RedisURI next() {
        List<RedisURI> all = new ArrayList<>(named);
        all.addAll(reported);
        return all.get(Math.floorMod(turn++, all.size()));
    }

    /** Remembers a cluster's nodes, as {@code CLUSTER NODES} lists them. */
    void report(String nodes) {
        reported = ClusterPartitionParser.parse(nodes).stream()
                .filter(node -> node.getFlags().stream().noneMatch(UNREACHABLE::contains))
                .map(node -> RedisURI.builder(named.get(0))
                        .withHost(node.getUri().getHost())
                        .withPort(node.getUri().getPort())
                        .build())
                .filter(node -> named.stream().noneMatch(node::equals))
                .limit(MAX_REPORTED)
                .toList();
    }
}
