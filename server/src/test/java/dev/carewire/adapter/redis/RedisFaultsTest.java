package dev.carewire.adapter.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import dev.carewire.fixture.LogLines;
import dev.carewire.identity.TenantId;
import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisConfig;
import dev.carewire.redis.RedisPubSub;
import dev.carewire.redis.RedisTopology;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bus over a Redis that is slow, silent, closed to others, or used by an attacker. */
class RedisFaultsTest {

    private static final BusTopic.OfTenant TENANT = new BusTopic.OfTenant(new TenantId("clinic-1"));
    private static final Keyspace KEYSPACE = new Keyspace("carewire");
    private static final SealKey KEY = SealKey.parse(Base64.getEncoder().encodeToString(new byte[SealKey.LENGTH]));

    private final List<AutoCloseable> open = new ArrayList<>();

    private RedisProcess redis(String... options) {
        RedisProcess started = RedisProcess.start(options);
        open.add(0, started);
        return started;
    }

    private RedisBus bus(NodeId id, RedisConfig redis, Optional<SealKey> key) {
        RedisBus bus = new RedisBus(new RedisBusConfig(redis, KEYSPACE, key, Optional.empty()), id, Clock.systemUTC());
        open.add(0, bus);
        return bus;
    }

    private BusProbe node(RedisConfig redis) {
        NodeId id = NodeId.random();
        return new BusProbe(id, bus(id, redis, Optional.empty()));
    }

    private static RedisConfig config(RedisAddress address, Optional<Path> certificates) {
        return new RedisConfig(address, Duration.ofSeconds(5), certificates);
    }

    private static RedisConfig config(RedisProcess redis) {
        return config(redis.address(), Optional.empty());
    }

    private static RedisAddress address(String url) {
        return RedisAddress.parse(url, RedisTopology.SINGLE);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void signalsThatRedisCutOffASubscriberThatDidNotKeepUp() {
        RedisProcess redis = redis("--client-output-buffer-limit", "pubsub 4mb 2mb 5");
        BusProbe sender = node(config(redis)).connect();
        NodeId id = NodeId.random();
        RedisBus bus = bus(id, config(redis), Optional.empty());
        BusProbe receiver = new BusProbe(id, bus);
        CountDownLatch paused = new CountDownLatch(1);
        bus.start(new PausedListener(receiver, paused));
        receiver.awaitConnections(1).subscribe(TENANT);

        for (int i = 0; i < 100; i++) {
            sender.send(TENANT, i + " " + "x".repeat(1 << 20));
        }
        await().atMost(BusProbe.PATIENCE)
                .until(() -> !redis.command("client", "list", "type", "pubsub").contains("sub=3"));
        paused.countDown();

        receiver.awaitInterruptions(1).awaitConnections(2);
        sender.send(TENANT, "last");
        receiver.awaitText(TENANT, "last");
        List<Integer> received = receiver.texts(TENANT).stream()
                .filter(text -> !text.equals("last"))
                .map(text -> Integer.valueOf(text.substring(0, text.indexOf(' '))))
                .toList();
        assertThat(received)
                .as("the first ones in order, without the lost ones")
                .hasSizeLessThan(100)
                .containsExactlyElementsOf(
                        IntStream.range(0, received.size()).boxed().toList());
        assertThat(sender.interruptions()).isZero();
    }

    /** Holds its bus's thread at the first message, until a latch opens. */
    private record PausedListener(BusProbe receiver, CountDownLatch paused) implements ClusterBus.Listener {

        @Override
        public void onMessage(BusTopic topic, byte[] message) {
            try {
                paused.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            receiver.onMessage(topic, message);
        }

        @Override
        public void onInterrupted() {
            receiver.onInterrupted();
        }

        @Override
        public void onConnected() {
            receiver.onConnected();
        }
    }

    @Test
    void noticesASilentServerAndBoundsWhatWaitsForIt() {
        RedisProcess redis = redis();
        BusProbe sender = node(config(redis)).connect();
        redis.pause();

        byte[] message = new byte[100];
        for (int i = 0; i < 50_000; i++) {
            sender.bus().publish(TENANT, message);
        }
        assertThat(sender.bus().dropped()).isGreaterThanOrEqualTo(40_000);
        sender.awaitInterruptions(1);
        await().atMost(BusProbe.PATIENCE).until(() -> sender.bus().dropped() == 50_000);

        redis.resume();
        sender.awaitConnections(2);
        BusProbe receiver = node(config(redis)).connect();
        receiver.subscribe(TENANT);
        for (int i = 0; i < 5_000; i++) {
            sender.send(TENANT, Integer.toString(i));
        }
        receiver.awaitText(TENANT, "4999");
        assertThat(sender.bus().dropped()).as("room again").isEqualTo(50_000);
    }

    @Test
    void followsTwoFailoversInARow() {
        RedisSentinelServers servers = RedisSentinelServers.start();
        open.add(0, servers);
        BusProbe sender = node(config(servers.address(), Optional.empty())).connect();
        BusProbe receiver = node(config(servers.address(), Optional.empty())).connect();
        receiver.subscribe(TENANT);
        receiver.subscribeToAllTenants();

        for (int failover = 1; failover <= 2; failover++) {
            servers.awaitReplicas(3 - failover);
            RedisProcess dead = servers.primary();
            dead.kill();
            sender.awaitInterruptions(failover).awaitConnections(failover + 1);
            receiver.awaitInterruptions(failover).awaitConnections(failover + 1);

            assertThat(servers.primary()).isNotSameAs(dead);
            String text = "after " + failover;
            sender.send(TENANT, text);
            receiver.awaitText(TENANT, text);
        }
        assertThat(receiver.texts(TENANT)).containsExactly("after 1", "after 2");
    }

    @Test
    void connectsOverTlsWithFewRights(@TempDir Path folder) throws Exception {
        TlsFiles tls = TlsFiles.in(folder);
        int port = RedisProcess.freePort();
        redis(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                tls.certificate().toString(),
                "--tls-key-file",
                tls.key().toString(),
                "--tls-ca-cert-file",
                tls.certificate().toString(),
                "--tls-auth-clients",
                "no",
                "--user",
                "app",
                "on",
                ">p@ss",
                "resetchannels",
                "&carewire:*",
                "&carewire:t:*",
                "-@all",
                "+publish",
                "+subscribe",
                "+unsubscribe",
                "+psubscribe",
                "+punsubscribe",
                "+ping",
                "+select",
                "--user",
                "default",
                "off");
        RedisAddress address = address("rediss://app:p%40ss@localhost:" + port + "/3");
        BusProbe sender = node(config(address, Optional.of(tls.certificate()))).connect();
        BusProbe receiver =
                node(config(address, Optional.of(tls.certificate()))).connect();
        receiver.subscribe(TENANT);
        receiver.subscribeToAllTenants();
        sender.send(TENANT, "event");
        receiver.awaitText(TENANT, "event");

        try (LogLines log = new LogLines(RedisPubSub.class, Level.WARN)) {
            BusProbe distrusting = node(config(address, Optional.empty()));
            distrusting.bus().start(distrusting);
            await().atMost(BusProbe.PATIENCE)
                    .until(() -> !log.values("No connection to Redis", "fault").isEmpty());
            assertThat(distrusting.bus().isConnected()).isFalse();
        }
    }

    @Test
    void logsWhyRedisRejectsIt() {
        RedisProcess redis = redis("--user", "app", "on", ">marker", "&other:*", "+@all");
        try (LogLines log = new LogLines(RedisPubSub.class, Level.WARN)) {
            for (String credentials : List.of("app:wrong", "app:marker")) {
                RedisAddress address = address("redis://" + credentials + "@127.0.0.1:" + redis.port());
                BusProbe node = node(config(address, Optional.empty()));
                node.bus().start(node);
                String fault = credentials.endsWith("wrong") ? "WRONGPASS" : "NOPERM";
                await().atMost(BusProbe.PATIENCE)
                        .until(() ->
                                log.values("No connection to Redis", "fault").contains(fault));
                assertThat(node.bus().isConnected()).isFalse();
                assertThat(node.connections()).isZero();
            }
        }
    }

    @Test
    void rejectsForgedAndReplayedMessages() {
        RedisProcess redis = redis();
        RedisBus bus = bus(NodeId.random(), config(redis), Optional.of(KEY));
        BusProbe receiver = new BusProbe(NodeId.random(), bus).connect();
        receiver.subscribe(TENANT);
        String channel = "carewire:t:clinic-1";
        Tap attacker = new Tap(new RedisPubSub(config(redis)));
        open.add(0, attacker.redis);
        attacker.tap(channel);

        BusProbe genuine =
                new BusProbe(NodeId.random(), bus(NodeId.random(), config(redis), Optional.of(KEY))).connect();
        genuine.send(TENANT, "event");
        receiver.awaitText(TENANT, "event");
        await().atMost(BusProbe.PATIENCE).until(() -> attacker.recorded.get().length > 0);

        byte[] recorded = attacker.recorded.get();
        assertThat(new String(recorded, ISO_8859_1)).doesNotContain("event");
        attacker.redis.publish(channel, recorded);
        attacker.redis.publish("carewire:t:clinic-2", recorded);
        attacker.redis.publish("carewire:all", recorded);
        attacker.redis.publish(channel, new PlainEnvelope(NodeId.random(), Clock.systemUTC()).wrap(channel, recorded));
        byte[] altered = recorded.clone();
        altered[altered.length - 1] ^= 1;
        attacker.redis.publish(channel, altered);
        await().atMost(BusProbe.PATIENCE).until(() -> bus.rejected() == 4);
        genuine.send(TENANT, "last");
        receiver.awaitText(TENANT, "last");
        assertThat(receiver.texts(TENANT)).containsExactly("event", "last");
    }

    /** A client of the same Redis that is no node, and records a message. */
    private static final class Tap implements RedisPubSub.Listener {

        private final RedisPubSub redis;
        private final AtomicReference<byte[]> recorded = new AtomicReference<>(new byte[0]);

        Tap(RedisPubSub redis) {
            this.redis = redis;
        }

        void tap(String channel) {
            redis.start(this);
            BusProbe.complete(redis.subscribe(channel));
        }

        @Override
        public void onMessage(String channel, byte[] message) {
            recorded.updateAndGet(first -> first.length == 0 ? message : first);
        }

        @Override
        public void onInterrupted() {}

        @Override
        public void onConnected() {}
    }
}
