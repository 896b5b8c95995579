package dev.carewire.adapter.jdbi.bus;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.bus.Backlog.Message;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The bus over {@code LISTEN} and {@code NOTIFY} of the PostgreSQL server that all nodes use. It has two connections of its own,
 * to the direct address: a {@code NOTIFY} within the transactions of commands would serialize all commits of the database. One
 * thread receives, calls the listener and completes subscriptions; another one sends in batches.
 */
public final class PostgresBus implements ClusterBus {

    /** How long {@link #close} waits for each thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Database database;
    private final NodeId node;
    private final Sender sender;
    private final Subscriptions subscriptions = new Subscriptions();
    private volatile Optional<Running> running = Optional.empty();

    private record Running(Receiver receiver, Thread receiving, Thread sending) {}

    /**
     * A bus that {@link #start} connects.
     *
     * @param database of PostgreSQL; open until the bus is closed
     */
    public PostgresBus(Database database, NodeId node) {
        this.database = database;
        this.node = node;
        this.sender = new Sender(node);
    }

    @Override
    public void start(Listener listener) {
        Receiver receiver = new Receiver(database, node, sender, subscriptions, listener);
        running = Optional.of(
                new Running(receiver, start(receiver, "carewire-bus-receive"), start(sender, "carewire-bus-send")));
    }

    private static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void publish(BusTopic topic, byte[] message) {
        if (message.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "message: " + message.length + " bytes (expected: at most " + MAX_MESSAGE_BYTES + ")");
        }
        if (isConnected()) {
            sender.offer(new Message(topic, ByteBuffer.wrap(message).asReadOnlyBuffer()));
        } else {
            sender.drop(1);
        }
    }

    @Override
    public CompletionStage<Void> subscribe(BusTopic.OfTenant tenant) {
        CompletionStage<Void> stage = subscriptions.add(tenant.tenant());
        sender.wake();
        return stage;
    }

    @Override
    public void unsubscribe(BusTopic.OfTenant tenant) {
        subscriptions.remove(tenant.tenant());
    }

    @Override
    public CompletionStage<Void> subscribeToAllTenants() {
        CompletionStage<Void> stage = subscriptions.addAllTenants();
        sender.wake();
        return stage;
    }

    @Override
    public void unsubscribeFromAllTenants() {
        subscriptions.removeAllTenants();
    }

    @Override
    public boolean isConnected() {
        return running.map(Running::receiver).map(Receiver::isConnected).orElse(false);
    }

    @Override
    public long dropped() {
        return sender.dropped();
    }

    @Override
    public void close() {
        subscriptions.clear();
        running.ifPresent(threads -> {
            threads.receiver().close();
            threads.sending().interrupt();
            join(threads.receiving());
            join(threads.sending());
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
