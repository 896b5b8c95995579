package dev.carewire.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two connections to one server, one that publishes and one that receives, from their beginning to their first fault. A link never
 * reconnects: its owner opens another one. On the event loop, except {@link #publish}.
 */
final class Link {

    /** Time between two health checks, which also find a peer that vanished. */
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    /** How many times an answer's limit opening may take: Sentinels may be down, which are asked one after the other. */
    private static final int OPENING_LIMITS = 6;

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisClient client;
    private final HealthCheck healthCheck;
    private final Duration timeout;
    private final EventLoop loop;
    private final Events events;
    /** Prefixes that Redis has confirmed, by their pattern. */
    private final Map<String, String> prefixes = new HashMap<>();

    private Optional<CompletableFuture<StatefulRedisConnection<String, byte[]>>> publishing = Optional.empty();
    private Optional<CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>>> receiving = Optional.empty();
    private volatile Optional<Connections> connections = Optional.empty();
    private Optional<Future<?>> timer = Optional.empty();
    private boolean ended;

    Link(RedisClient client, HealthCheck healthCheck, Duration timeout, EventLoop loop, Events events) {
        this.client = client;
        this.healthCheck = healthCheck;
        this.timeout = timeout;
        this.loop = loop;
        this.events = events;
    }

    /** Connects to a server. {@link Events#onOpen} or {@link Events#onFailed} follows. */
    void open(RedisURI server) {
        limit(timeout.multipliedBy(OPENING_LIMITS));
        try {
            CompletableFuture<StatefulRedisConnection<String, byte[]>> publisher =
                    client.connectAsync(CODEC, server).toCompletableFuture();
            publishing = Optional.of(publisher);
            CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> receiver =
                    client.connectPubSubAsync(CODEC, server).toCompletableFuture();
            receiving = Optional.of(receiver);
            publisher
                    .thenCombine(receiver, Connections::new)
                    .whenCompleteAsync(
                            (opened, failure) -> {
                                if (failure != null) {
                                    fail(failure);
                                } else if (!ended) {
                                    watch(opened);
                                }
                            },
                            loop);
        } catch (RuntimeException refused) {
            fail(refused);
        }
    }

    private void watch(Connections opened) {
        connections = Optional.of(opened);
        RedisConnectionStateListener end = new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                loop.execute(() -> fail(new RedisConnectionException("The server closed the connection")));
            }
        };
        opened.publisher().addListener(end);
        opened.receiver().addListener(end);
        opened.receiver().addListener(new Receiver());
        if (!opened.publisher().isOpen() || !opened.receiver().isOpen()) {
            fail(new RedisConnectionException("The server closed the connection"));
            return;
        }
        opened.check(healthCheck).whenCompleteAsync((healthy, failure) -> proceed(failure, events::onOpen), loop);
    }

    /** Ends the time limit of opening: all subscriptions hold. */
    void established() {
        checkLater();
    }

    private void checkLater() {
        after(
                CHECK_INTERVAL,
                () -> connections.ifPresent(opened -> {
                    limit(timeout);
                    opened.check(healthCheck)
                            .whenCompleteAsync((healthy, failure) -> proceed(failure, this::checkLater), loop);
                }));
    }

    private void proceed(Throwable failure, Runnable next) {
        if (failure != null) {
            fail(failure);
        } else if (!ended) {
            next.run();
        }
    }

    private void limit(Duration time) {
        after(time, () -> fail(new TimeoutException("Redis did not answer within " + time)));
    }

    /** Replaces the timer. */
    private void after(Duration time, Runnable task) {
        timer.ifPresent(running -> running.cancel(false));
        timer = Optional.of(loop.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Subscribes. Completes with the server's answer, before any message that follows it. Only while open. */
    CompletionStage<?> subscribe(Target target) {
        var commands = connections.orElseThrow().receiver().async();
        // One channel a command: Lettuce completes a command at its first answer.
        if (target instanceof Target.Prefix prefix) {
            return commands.psubscribe(prefix.pattern());
        }
        return commands.subscribe(((Target.Channel) target).name());
    }

    /** Ends a subscription. Only while open. */
    void unsubscribe(Target target) {
        var commands = connections.orElseThrow().receiver().async();
        CompletionStage<?> answer = target instanceof Target.Prefix prefix
                ? commands.punsubscribe(prefix.pattern())
                : commands.unsubscribe(((Target.Channel) target).name());
        answer.whenCompleteAsync((done, failure) -> proceed(failure, () -> {}), loop);
    }

    /** Sends a message and completes with the server's answer. Only while open; any thread. */
    CompletionStage<?> publish(String channel, byte[] message) {
        return connections.orElseThrow().publisher().async().publish(channel, message);
    }

    /** The server's commands, while open. */
    RedisAsyncCommands<String, byte[]> commands() {
        return connections.orElseThrow().publisher().async();
    }

    /** Ends the link after a fault. */
    void fail(Throwable cause) {
        if (!ended) {
            close();
            events.onFailed(cause);
        }
    }

    /** Ends the events. The client closes the connections at its own end. */
    void end() {
        ended = true;
        timer.ifPresent(running -> running.cancel(false));
    }

    private void close() {
        end();
        publishing.ifPresent(opening -> opening.thenAccept(StatefulRedisConnection::closeAsync));
        receiving.ifPresent(opening -> opening.thenAccept(StatefulRedisPubSubConnection::closeAsync));
    }

    /** Receives the events of a link, on the event loop. */
    interface Events {

        /** Commands are possible. */
        void onOpen();

        /** A message, once even if several subscriptions match it. */
        void onMessage(String channel, byte[] message);

        /** The link has ended. No event follows. */
        void onFailed(Throwable cause);
    }

    private record Connections(
            StatefulRedisConnection<String, byte[]> publisher, StatefulRedisPubSubConnection<String, byte[]> receiver) {

        CompletableFuture<Void> check(HealthCheck healthCheck) {
            return CompletableFuture.allOf(
                    healthCheck.check(publisher.async()).toCompletableFuture(),
                    healthCheck.check(receiver.async()).toCompletableFuture());
        }
    }

    /**
     * Delivers each message once. Redis sends a message for its channel and for each pattern that matches. The confirmations of
     * patterns arrive in order with the messages, so the receiver knows of each message how often it arrives.
     */
    private final class Receiver extends RedisPubSubAdapter<String, byte[]> {

        @Override
        public void message(String channel, byte[] message) {
            if (!ended && shortestPrefix(channel).isEmpty()) {
                events.onMessage(channel, message);
            }
        }

        @Override
        public void message(String pattern, String channel, byte[] message) {
            if (!ended && shortestPrefix(channel).equals(Optional.ofNullable(prefixes.get(pattern)))) {
                events.onMessage(channel, message);
            }
        }

        private Optional<String> shortestPrefix(String channel) {
            return prefixes.values().stream().filter(channel::startsWith).min(Comparator.comparing(String::length));
        }

        @Override
        public void psubscribed(String pattern, long count) {
            prefixes.put(pattern, Target.Prefix.of(pattern).prefix());
        }

        @Override
        public void punsubscribed(String pattern, long count) {
            prefixes.remove(pattern);
        }
    }
}
