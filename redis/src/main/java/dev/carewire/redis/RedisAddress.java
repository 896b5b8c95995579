package dev.carewire.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Address of a Redis installation, with its credentials. Its text hides the password. */
public final class RedisAddress {

    private final RedisTopology topology;
    private final URI address;

    private RedisAddress(RedisTopology topology, URI address) {
        this.topology = topology;
        this.address = address;
    }

    /**
     * Parses an address: {@code redis://[[user:]password@]host[:port][/database]}, {@code rediss://…} with TLS, or
     * {@code redis-sentinel://[[user:]password@]host[:port][,host[:port]…][/database]#primary} (with TLS {@code rediss-sentinel}).
     * The address of a cluster may list several hosts, like one of Sentinels, and names no database. Ports default to 6379, those of
     * Sentinels to 26379.
     *
     * @throws IllegalArgumentException if the address does not suit the topology. The message contains no part of the address
     */
    public static RedisAddress parse(String address, RedisTopology topology) {
        Objects.requireNonNull(address, "address");
        try {
            URI uri = URI.create(address);
            RedisAddress parsed = new RedisAddress(topology, uri);
            if (schemes(topology).contains(uri.getScheme())
                    && !parsed.servers().isEmpty()
                    && (topology != RedisTopology.CLUSTER || uri.getPath().matches("/?0?"))) {
                return parsed;
            }
        } catch (RuntimeException malformed) {
            // Its message may contain the password.
            throw malformed(topology);
        }
        throw malformed(topology);
    }

    private static Set<String> schemes(RedisTopology topology) {
        return topology == RedisTopology.SENTINEL
                ? Set.of("redis-sentinel", "rediss-sentinel")
                : Set.of("redis", "rediss");
    }

    private static IllegalArgumentException malformed(RedisTopology topology) {
        return new IllegalArgumentException("address: malformed (expected: "
                + switch (topology) {
                    case SINGLE -> "redis://[[user:]password@]host[:port][/database], or rediss://…";
                    case SENTINEL ->
                        "redis-sentinel://[[user:]password@]host[:port][,…][/database]#primary, or rediss-sentinel://…";
                    case CLUSTER -> "redis://[[user:]password@]host[:port][,host[:port]…], or rediss://…";
                }
                + ")");
    }

    RedisTopology topology() {
        return topology;
    }

    /** Servers to connect to, new objects: all that the address of a cluster names, else one entry. */
    List<RedisURI> servers() {
        return topology == RedisTopology.CLUSTER
                ? RedisClusterURIUtil.toRedisURIs(address)
                : List.of(RedisURI.create(address));
    }

    /** The hosts, without credentials. */
    @Override
    public String toString() {
        return servers().stream()
                .flatMap(server -> server.getSentinels().isEmpty() ? Stream.of(server) : server.getSentinels().stream())
                .map(server -> server.getHost() + ":" + server.getPort())
                .collect(Collectors.joining(","));
    }
}
