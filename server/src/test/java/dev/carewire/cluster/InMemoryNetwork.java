package dev.carewire.cluster;

import dev.carewire.cluster.ClusterBus.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Joins the nodes of one process, for tests. One thread of its own calls all listeners. Any thread; its lock guards all nodes. */
public final class InMemoryNetwork implements AutoCloseable {

    /** Messages that may wait for the listeners; the network drops further ones. */
    private static final int MAX_WAITING = 10_000;

    private final ExecutorService deliveries =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "in-memory-network"));
    private final Set<Node> nodes = new HashSet<>();
    private boolean interrupted;
    private int waiting;

    /** The bus of a node. */
    public ClusterBus bus(NodeId self) {
        return new Node(self);
    }

    /** Loses all messages from now on. */
    public synchronized void interrupt() {
        if (!interrupted) {
            interrupted = true;
            nodes.forEach(node -> node.notifyListener(Listener::onInterrupted));
        }
    }

    /** Ends {@link #interrupt}. */
    public synchronized void restore() {
        if (interrupted) {
            interrupted = false;
            nodes.forEach(Node::connect);
        }
    }

    /** Ends the thread. Messages that wait are lost. */
    @Override
    public void close() {
        deliveries.shutdownNow();
    }

    private final class Node implements ClusterBus {

        private final NodeId self;
        private final Map<BusTopic.OfTenant, CompletableFuture<Void>> tenants = new HashMap<>();
        private Optional<CompletableFuture<Void>> allTenants = Optional.empty();
        private Optional<Listener> listener = Optional.empty();
        private long dropped;

        Node(NodeId self) {
            this.self = self;
        }

        @Override
        public void start(Listener receiver) {
            synchronized (InMemoryNetwork.this) {
                listener = Optional.of(receiver);
                nodes.add(this);
                if (!interrupted) {
                    connect();
                }
            }
        }

        private void connect() {
            List<CompletableFuture<Void>> begun = new ArrayList<>(tenants.values());
            allTenants.ifPresent(begun::add);
            notifyListener(Listener::onConnected);
            deliveries.execute(() -> begun.forEach(subscription -> subscription.complete(null)));
        }

        private void notifyListener(Consumer<Listener> call) {
            deliveries.execute(() -> current().ifPresent(call));
        }

        private Optional<Listener> current() {
            synchronized (InMemoryNetwork.this) {
                return listener;
            }
        }

        @Override
        public void publish(BusTopic topic, byte[] message) {
            if (message.length > MAX_MESSAGE_BYTES) {
                throw new IllegalArgumentException(
                        "message: " + message.length + " bytes (expected: at most " + MAX_MESSAGE_BYTES + ")");
            }
            synchronized (InMemoryNetwork.this) {
                if (!isConnected() || waiting >= MAX_WAITING) {
                    dropped++;
                    return;
                }
                List<Node> receivers = nodes.stream()
                        .filter(node -> node != this && node.receives(topic))
                        .toList();
                waiting++;
                deliveries.execute(() -> {
                    receivers.forEach(node -> node.current().ifPresent(to -> to.onMessage(topic, message)));
                    synchronized (InMemoryNetwork.this) {
                        waiting--;
                    }
                });
            }
        }

        private boolean receives(BusTopic topic) {
            if (topic instanceof BusTopic.OfTenant tenant) {
                return allTenants.isPresent() || tenants.containsKey(tenant);
            }
            return !(topic instanceof BusTopic.OfNode node) || node.node().equals(self);
        }

        @Override
        public CompletionStage<Void> subscribe(BusTopic.OfTenant tenant) {
            synchronized (InMemoryNetwork.this) {
                return begun(tenants.computeIfAbsent(tenant, absent -> new CompletableFuture<>()));
            }
        }

        @Override
        public void unsubscribe(BusTopic.OfTenant tenant) {
            synchronized (InMemoryNetwork.this) {
                tenants.remove(tenant);
            }
        }

        @Override
        public CompletionStage<Void> subscribeToAllTenants() {
            synchronized (InMemoryNetwork.this) {
                CompletableFuture<Void> subscription = allTenants.orElseGet(CompletableFuture::new);
                allTenants = Optional.of(subscription);
                return begun(subscription);
            }
        }

        private CompletionStage<Void> begun(CompletableFuture<Void> subscription) {
            if (isConnected()) {
                subscription.complete(null);
            }
            return subscription.copy();
        }

        @Override
        public void unsubscribeFromAllTenants() {
            synchronized (InMemoryNetwork.this) {
                allTenants = Optional.empty();
            }
        }

        @Override
        public boolean isConnected() {
            synchronized (InMemoryNetwork.this) {
                return !interrupted && nodes.contains(this);
            }
        }

        @Override
        public long dropped() {
            synchronized (InMemoryNetwork.this) {
                return dropped;
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryNetwork.this) {
                nodes.remove(this);
                listener = Optional.empty();
            }
        }
    }
}
