package dev.carewire.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks a server whether what it publishes reaches the other servers. The answer completes exceptionally if it does not. */
@FunctionalInterface
interface HealthCheck {

    CompletionStage<?> check(RedisAsyncCommands<String, byte[]> server);

    static HealthCheck of(RedisTopology topology) {
        return switch (topology) {
            case SINGLE -> server -> server.ping();
            case SENTINEL -> server -> server.role().thenAccept(HealthCheck::requirePrimary);
            case CLUSTER -> server -> server.clusterInfo().thenAccept(HealthCheck::requireCluster);
        };
    }

    /** Messages to a replica would reach only its own subscribers. */
    private static void requirePrimary(List<Object> role) {
        String name = role.get(0) instanceof byte[] bytes
                ? new String(bytes, US_ASCII)
                : role.get(0).toString();
        if (!name.equals("master")) {
            throw new UnsuitableServerException("Redis is a replica (expected: the primary)");
        }
    }

    /** A node that has lost the majority of the cluster reports that it is down. */
    private static void requireCluster(String facts) {
        if (!facts.contains("cluster_state:ok")) {
            throw new UnsuitableServerException("Redis Cluster is down for this node (expected: cluster_state:ok)");
        }
    }
}
