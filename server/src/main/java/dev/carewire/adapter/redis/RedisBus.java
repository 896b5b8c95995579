package dev.carewire.adapter.redis;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import dev.carewire.redis.Keyspace;
import dev.carewire.redis.RedisPubSub;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The bus between nodes over channels of Redis: {@code PREFIX:all}, {@code PREFIX:n:NODE} and {@code PREFIX:t:TENANT}. Sealed if there
 * is a key. At most once; a sender's messages keep their order.
 */
public final class RedisBus implements ClusterBus {

    private static final String ALL = "all";
    private static final String NODES = "n";
    private static final String TENANTS = "t";

    private final RedisPubSub redis;
    private final Keyspace keyspace;
    private final NodeId self;
    private final Envelope envelope;

    /** The bus of a node. It connects as soon as it starts. */
    public RedisBus(RedisBusConfig config, NodeId self, Clock clock) {
        this.self = self;
        redis = new RedisPubSub(config.redis());
        keyspace = config.keyspace();
        envelope = config.sealKey()
                .<Envelope>map(key -> new SealedEnvelope(key, config.oldKey(), clock))
                .orElseGet(() -> new PlainEnvelope(self, clock));
    }

    @Override
    public void start(Listener listener) {
        redis.subscribe(channel(BusTopic.ALL_NODES));
        redis.subscribe(channel(BusTopic.of(self)));
        redis.start(new Receiver(listener));
    }

    @Override
    public void publish(BusTopic topic, byte[] message) {
        if (message.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "message: " + message.length + " bytes (expected: at most " + MAX_MESSAGE_BYTES + ")");
        }
        String channel = channel(topic);
        redis.publish(channel, envelope.wrap(channel, message));
    }

    private String channel(BusTopic topic) {
        if (topic instanceof BusTopic.OfTenant tenant) {
            return keyspace.channel(TENANTS, tenant.tenant().value());
        }
        if (topic instanceof BusTopic.OfNode node) {
            return keyspace.channel(NODES, node.node().value());
        }
        return keyspace.channel(ALL);
    }

    @Override
    public CompletionStage<Void> subscribe(BusTopic.OfTenant tenant) {
        return redis.subscribe(channel(tenant));
    }

    @Override
    public void unsubscribe(BusTopic.OfTenant tenant) {
        redis.unsubscribe(channel(tenant));
    }

    @Override
    public CompletionStage<Void> subscribeToAllTenants() {
        return redis.subscribeToPrefix(keyspace.scopes(TENANTS));
    }

    @Override
    public void unsubscribeFromAllTenants() {
        redis.unsubscribeFromPrefix(keyspace.scopes(TENANTS));
    }

    @Override
    public boolean isConnected() {
        return redis.isConnected();
    }

    @Override
    public long dropped() {
        return redis.dropped();
    }

    /** Messages of others that the envelope has rejected. */
    public long rejected() {
        return envelope.rejected();
    }

    @Override
    public void close() {
        redis.close();
    }

    private final class Receiver implements RedisPubSub.Listener {

        private final Listener listener;

        Receiver(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(String channel, byte[] message) {
            envelope.open(channel, message)
                    .ifPresent(body -> topic(channel).ifPresent(topic -> listener.onMessage(topic, body)));
        }

        private Optional<BusTopic> topic(String channel) {
            String tenants = keyspace.scopes(TENANTS);
            if (channel.startsWith(tenants)) {
                return tenant(channel.substring(tenants.length())).map(BusTopic::of);
            }
            return Optional.of(channel.equals(channel(BusTopic.ALL_NODES)) ? BusTopic.ALL_NODES : BusTopic.of(self));
        }

        /** Others who use this Redis may publish to a channel that belongs to no tenant. */
        private static Optional<TenantId> tenant(String id) {
            try {
                return Optional.of(new TenantId(id));
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }

        @Override
        public void onInterrupted() {
            listener.onInterrupted();
        }

        @Override
        public void onConnected() {
            listener.onConnected();
        }
    }
}
