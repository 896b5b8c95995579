package dev.carewire.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.ThreadFactoryProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages to channels of Redis and receives those of others, at most once and per publisher in their order. It connects
 * again after every interruption, with pauses from 50 ms to 2 s, and restores its subscriptions. One event loop runs everything, and
 * calls the listener. Any thread; no method blocks.
 *
 * <p>It needs Redis 6 or newer, or Valkey: RESP3 permits health checks on a connection with subscriptions.
 */
public final class RedisPubSub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPubSub.class);

    /** A link that has lasted so long ends the growth of the pauses. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    private final RedisConfig config;
    private final DefaultEventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(
            1, (ThreadFactoryProvider) pool -> new DefaultThreadFactory("redis", true));
    private final ClientResources resources;
    private final RedisClient client;
    private final EventLoop loop;
    private final Servers servers;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private final PublishBudget budget = new PublishBudget();
    private final Subscriptions subscriptions = new Subscriptions();
    private final AtomicLong dropped = new AtomicLong();

    /** The link over which messages arrive and leave. */
    private volatile Optional<Link> connected = Optional.empty();

    private volatile boolean closed;

    /** The link that is open or being opened. */
    private Optional<Link> current = Optional.empty();

    private boolean open;
    private boolean faultLogged;

    /** A client that does not connect before {@link #start}. */
    public RedisPubSub(RedisConfig config) {
        this.config = config;
        EventLoopGroup group = loops.allocate(Transports.eventLoopGroupClass());
        loop = group.next();
        resources = ClientResources.builder()
                .eventLoopGroupProvider(loops)
                .eventExecutorGroup(group)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        client = RedisClient.create(resources);
        client.setOptions(options(config));
        servers = new Servers(
                config.address(), config.timeout(), ThreadLocalRandom.current().nextInt());
    }

    private static ClientOptions options(RedisConfig config) {
        SslOptions.Builder tls = SslOptions.builder().handshakeTimeout(config.timeout());
        config.certificates().ifPresent(file -> tls.trustManager(file.toFile()));
        return ClientOptions.builder()
                // A link that breaks ends, with all its commands; the next one begins anew.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP3)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(config.timeout()).build())
                .sslOptions(tls.build())
                .build();
    }

    /** Connects, and connects again after each interruption, until {@link #close}. Call it once. */
    public void start(Listener listener) {
        run(() -> connect(listener));
    }

    /**
     * Subscribes to a channel, also after interruptions. Idempotent.
     *
     * @return completes when messages sent from then on arrive. Never completes exceptionally, nor if the subscription ends before
     */
    public CompletionStage<Void> subscribe(String channel) {
        return begin(new Target.Channel(channel));
    }

    /** Subscribes to all channels whose names begin with a prefix, otherwise like {@link #subscribe}. */
    public CompletionStage<Void> subscribeToPrefix(String prefix) {
        return begin(new Target.Prefix(prefix));
    }

    /** Ends {@link #subscribe}. Idempotent. */
    public void unsubscribe(String channel) {
        run(() -> end(new Target.Channel(channel)));
    }

    /** Ends {@link #subscribeToPrefix}. Idempotent. */
    public void unsubscribeFromPrefix(String prefix) {
        run(() -> end(new Target.Prefix(prefix)));
    }

    /**
     * Sends a message. Drops and counts it during an interruption, and while {@value PublishBudget#MAX_MESSAGES} messages or 32 MiB
     * wait for Redis.
     *
     * @param message not changed afterwards
     */
    public void publish(String channel, byte[] message) {
        Optional<Link> link = connected;
        if (link.isEmpty() || !budget.tryAcquire(message.length)) {
            dropped.incrementAndGet();
            return;
        }
        link.get().publish(channel, message).whenComplete((receivers, failure) -> {
            budget.release(message.length);
            if (failure != null) {
                dropped.incrementAndGet();
                run(() -> link.get().fail(failure));
            }
        });
    }

    /** Whether all subscriptions hold, as far as this client knows. */
    public boolean isConnected() {
        return connected.isPresent();
    }

    /** Messages that were dropped, or that an interruption overtook. */
    public long dropped() {
        return dropped.get();
    }

    private void connect(Listener listener) {
        if (closed) {
            return;
        }
        Link link = new Link(
                client, HealthCheck.of(config.address().topology()), config.timeout(), loop, new LinkEvents(listener));
        current = Optional.of(link);
        link.open(servers.next());
    }

    private CompletionStage<Void> begin(Target target) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        run(() -> {
            boolean added = !subscriptions.targets().contains(target);
            Subscriptions.Subscription subscription = subscriptions.of(target);
            subscription.await(begun);
            if (added && open) {
                confirm(current.orElseThrow(), target, subscription).thenRun(() -> completeIfConnected(subscription));
            } else {
                completeIfConnected(subscription);
            }
        });
        return begun;
    }

    private void completeIfConnected(Subscriptions.Subscription subscription) {
        if (isConnected()) {
            subscription.complete();
        }
    }

    private CompletableFuture<Void> confirm(Link link, Target target, Subscriptions.Subscription subscription) {
        CompletionStage<?> answer = link.subscribe(target);
        answer.whenComplete((done, failure) -> {
            if (failure != null) {
                run(() -> link.fail(failure));
            }
        });
        return answer.thenRun(subscription::confirm).toCompletableFuture();
    }

    private void end(Target target) {
        if (subscriptions.targets().contains(target)) {
            subscriptions.remove(target);
            if (open) {
                current.orElseThrow().unsubscribe(target);
            }
        }
    }

    private void run(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.atDebug().log("Ignored a call after the end of the Redis client");
        }
    }

    /** Ends all subscriptions and both connections. The listener receives nothing more. Repeated calls do nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        connected = Optional.empty();
        run(() -> current.ifPresent(Link::end));
        client.shutdownAsync()
                .whenComplete((ended, failure) -> loops.shutdown(0, 2, TimeUnit.SECONDS)
                        .addListener(stopped -> resources.shutdown(0, 2, TimeUnit.SECONDS)));
    }

    /** Receives the messages and signals of a {@link RedisPubSub}. One thread at a time; no method may block. */
    public interface Listener {

        /** A message, once even if several subscriptions match it. */
        void onMessage(String channel, byte[] message);

        /** Messages are lost from now on. */
        void onInterrupted();

        /** All subscriptions hold, for the first time or again. */
        void onConnected();
    }

    private final class LinkEvents implements Link.Events {

        private final Listener listener;
        private long since;

        LinkEvents(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen() {
            Link link = current.orElseThrow();
            open = true;
            CompletableFuture.allOf(subscriptions.all().entrySet().stream()
                            .map(entry -> confirm(link, entry.getKey(), entry.getValue()))
                            .toArray(CompletableFuture[]::new))
                    .thenRun(() -> established(link));
        }

        private void established(Link link) {
            if (closed || !current.equals(Optional.of(link))) {
                return;
            }
            link.established();
            since = System.nanoTime();
            connected = current;
            faultLogged = false;
            LOG.atInfo().log("Connected to Redis");
            notifyListener(listener::onConnected);
            subscriptions.complete();
            if (config.address().topology() == RedisTopology.CLUSTER) {
                link.commands().clusterNodes().thenAcceptAsync(servers::report, loop);
            }
        }

        @Override
        public void onMessage(String channel, byte[] message) {
            notifyListener(() -> listener.onMessage(channel, message));
        }

        @Override
        public void onFailed(Throwable cause) {
            boolean interrupted = isConnected();
            current = Optional.empty();
            connected = Optional.empty();
            open = false;
            subscriptions.interrupt();
            if (closed) {
                return;
            }
            if (!faultLogged) {
                faultLogged = true;
                LOG.atWarn().addKeyValue("fault", RedisFault.of(cause)).log("No connection to Redis");
            }
            if (interrupted) {
                if (System.nanoTime() - since > STABLE.toNanos()) {
                    backoff.reset();
                }
                notifyListener(listener::onInterrupted);
            }
            loop.schedule(() -> connect(listener), backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void notifyListener(Runnable call) {
            if (closed) {
                return;
            }
            try {
                call.run();
            } catch (RuntimeException | Error failure) {
                LOG.atError().setCause(failure).log("A listener of Redis messages failed");
            }
        }
    }
}
