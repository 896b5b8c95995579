package dev.carewire.adapter.redis;

import static org.awaitility.Awaitility.await;

import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisTopology;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A primary, two replicas, and a Sentinel that replaces a dead primary after half a second. */
final class RedisSentinelServers implements RedisServers {

    private static final String NAME = "clinic";

    private final List<RedisProcess> servers;
    private final RedisProcess sentinel;

    private RedisSentinelServers(List<RedisProcess> servers, RedisProcess sentinel) {
        this.servers = servers;
        this.sentinel = sentinel;
    }

    static RedisSentinelServers start() {
        RedisProcess primary = RedisProcess.start();
        List<RedisProcess> replicas = Stream.generate(() -> RedisProcess.start(
                        "--replicaof", "127.0.0.1 " + primary.port(), "--repl-diskless-sync-delay", "0"))
                .limit(2)
                .toList();
        return new RedisSentinelServers(
                Stream.concat(Stream.of(primary), replicas.stream()).toList(),
                RedisProcess.startSentinel(NAME, primary.port(), Duration.ofMillis(500)));
    }

    /** Waits until the Sentinel knows so many replicas that it may promote. */
    void awaitReplicas(int count) {
        await().atMost(RedisProcess.PATIENCE)
                .until(() -> sentinel.command("sentinel", "replicas", NAME)
                                .lines()
                                .filter(line -> line.equals("ok"))
                                .count()
                        >= count);
    }

    /** The server that the Sentinel names as primary. */
    RedisProcess primary() {
        List<String> address = sentinel.command("sentinel", "get-master-addr-by-name", NAME)
                .lines()
                .toList();
        return servers.stream()
                .filter(server -> Integer.toString(server.port()).equals(address.get(1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public RedisAddress address() {
        return address("");
    }

    /** The address with credentials, which end with an at sign. */
    RedisAddress address(String credentials) {
        return RedisAddress.parse(
                "redis-sentinel://" + credentials + "127.0.0.1:" + sentinel.port() + "#" + NAME,
                RedisTopology.SENTINEL);
    }

    @Override
    public void kill() {
        // First, so that it replaces nothing.
        sentinel.kill();
        servers.forEach(RedisProcess::kill);
    }

    @Override
    public void restart() {
        servers.forEach(RedisProcess::restart);
        sentinel.restart();
    }

    @Override
    public void close() {
        sentinel.close();
        servers.forEach(RedisProcess::close);
    }
}
