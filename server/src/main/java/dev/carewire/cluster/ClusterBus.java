package dev.carewire.cluster;

import java.util.concurrent.CompletionStage;

/**
 * Carries messages from each node of a cluster to the others, at most once, and those of one sender in their order. It may
 * lose messages: nodes read missed events from the log, and send states again. Any thread; no method blocks.
 */
public interface ClusterBus extends AutoCloseable {

    /** Largest message in bytes. */
    int MAX_MESSAGE_BYTES = 4 << 20;

    /**
     * Connects, and connects again after each interruption, until {@link #close}. This node receives messages to
     * {@link BusTopic#ALL_NODES} and to itself. Call it once, before other methods.
     */
    void start(Listener listener);

    /**
     * Sends a message to the other nodes that receive the topic. The bus drops and counts it during an interruption, or while
     * too many messages wait to be sent.
     *
     * @param message at most {@value #MAX_MESSAGE_BYTES} bytes; not changed afterwards
     * @throws IllegalArgumentException if the message is too large
     */
    void publish(BusTopic topic, byte[] message);

    /**
     * Begins to receive the messages to a tenant, also after interruptions. Idempotent.
     *
     * @return completes when a message sent from then on arrives. During an interruption, it completes after it. Never completes
     *     exceptionally
     */
    CompletionStage<Void> subscribe(BusTopic.OfTenant tenant);

    /** Ends {@link #subscribe}. Idempotent. */
    void unsubscribe(BusTopic.OfTenant tenant);

    /** Begins to receive the messages to all tenants, each once; otherwise like {@link #subscribe}. */
    CompletionStage<Void> subscribeToAllTenants();

    /** Ends {@link #subscribeToAllTenants}; subscriptions to single tenants stay. Idempotent. */
    void unsubscribeFromAllTenants();

    /** Whether messages arrive, as far as this node knows. */
    boolean isConnected();

    /** Messages of this node that the bus has dropped. */
    long dropped();

    /** Ends all subscriptions. Repeated calls do nothing. */
    @Override
    void close();

    /** Receives the messages of other nodes. One thread at a time; no method may block. */
    interface Listener {

        /** A message of another node. */
        void onMessage(BusTopic topic, byte[] message);

        /** Messages are lost from now on. */
        void onInterrupted();

        /** Messages arrive again on all topics. Those in between are lost. Also called after the first connection. */
        void onConnected();
    }
}
