package dev.carewire.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Redis Cluster of three primaries. It also serves while one of them is down. */
final class RedisClusterServers implements RedisServers {

    private final List<RedisProcess> nodes;

    private RedisClusterServers(List<RedisProcess> nodes) {
        this.nodes = nodes;
    }

    static RedisClusterServers start() {
        List<RedisProcess> nodes = Stream.generate(() -> RedisProcess.start(
                        "--cluster-enabled", "yes",
                        "--cluster-port", Integer.toString(RedisProcess.freePort()),
                        "--cluster-node-timeout", "2000",
                        "--cluster-require-full-coverage", "no"))
                .limit(3)
                .toList();
        RedisClusterServers cluster = new RedisClusterServers(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            RedisProcess node = nodes.get(i);
            int slots = 16_384 / nodes.size() + 1;
            String last = Integer.toString(Math.min(16_384, (i + 1) * slots) - 1);
            assertThat(node.command("cluster", "addslotsrange", Integer.toString(i * slots), last))
                    .isEqualTo("OK");
            RedisProcess next = nodes.get((i + 1) % nodes.size());
            assertThat(node.command("cluster", "meet", "127.0.0.1", Integer.toString(next.port()), next.busPort()))
                    .isEqualTo("OK");
        }
        cluster.awaitReady();
        return cluster;
    }

    private void awaitReady() {
        await().atMost(RedisProcess.PATIENCE)
                .until(() -> nodes.stream().allMatch(node -> {
                    String facts = node.command("cluster", "info");
                    return facts.contains("cluster_state:ok") && facts.contains("cluster_known_nodes:" + nodes.size());
                }));
    }

    List<RedisProcess> nodes() {
        return nodes;
    }

    @Override
    public RedisAddress address() {
        return RedisAddress.parse(
                "redis://"
                        + nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(",")),
                RedisTopology.CLUSTER);
    }

    @Override
    public void kill() {
        nodes.forEach(RedisProcess::kill);
    }

    @Override
    public void restart() {
        nodes.forEach(RedisProcess::restart);
        awaitReady();
    }

    @Override
    public void close() {
        new ArrayList<>(nodes).forEach(RedisProcess::close);
    }
}
