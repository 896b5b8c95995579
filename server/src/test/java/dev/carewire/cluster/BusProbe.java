package dev.carewire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node on a bus that is tested: its bus, and the messages and signals that it has received. */
public final class BusProbe implements ClusterBus.Listener {

    /** Longest wait for an effect, with slack for a machine under load. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final NodeId id;
    private final ClusterBus bus;
    private final List<Received> received = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger interruptions = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    /** A node that is not started. */
    public BusProbe(NodeId id, ClusterBus bus) {
        this.id = id;
        this.bus = bus;
    }

    public NodeId id() {
        return id;
    }

    public ClusterBus bus() {
        return bus;
    }

    /** Starts the bus and waits for its connection. */
    public BusProbe connect() {
        bus.start(this);
        return awaitConnections(1);
    }

    /** Waits until the bus has connected so many times. */
    public BusProbe awaitConnections(int count) {
        await().atMost(PATIENCE).until(() -> connections.get() >= count && bus.isConnected());
        return this;
    }

    /** Waits until the bus was interrupted so many times. */
    public BusProbe awaitInterruptions(int count) {
        await().atMost(PATIENCE).until(() -> interruptions.get() >= count);
        return this;
    }

    public int connections() {
        return connections.get();
    }

    public int interruptions() {
        return interruptions.get();
    }

    /** Publishes a text. */
    public void send(BusTopic topic, String text) {
        bus.publish(topic, text.getBytes(UTF_8));
    }

    /** Waits until the subscription has begun. */
    public void subscribe(BusTopic.OfTenant tenant) {
        complete(bus.subscribe(tenant));
    }

    /** Waits until the subscription to all tenants has begun. */
    public void subscribeToAllTenants() {
        complete(bus.subscribeToAllTenants());
    }

    /** Waits until a subscription has begun. */
    public static void complete(CompletionStage<Void> begun) {
        begun.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** The messages received, oldest first. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** The texts received on a topic, oldest first. */
    public List<String> texts(BusTopic topic) {
        return received().stream()
                .filter(message -> message.topic().equals(topic))
                .map(Received::text)
                .toList();
    }

    /** Waits for a text on a topic. */
    public void awaitText(BusTopic topic, String text) {
        await().atMost(PATIENCE).until(() -> texts(topic).contains(text));
    }

    /** Checks that the bus called its listener on one thread at a time. */
    public void assertCallsApart() {
        assertThat(overlaps).as("calls of the listener during another").hasValue(0);
    }

    @Override
    public void onMessage(BusTopic topic, byte[] message) {
        apart(() -> {
            synchronized (received) {
                received.add(new Received(topic, new String(message, UTF_8)));
            }
        });
    }

    @Override
    public void onInterrupted() {
        apart(interruptions::incrementAndGet);
    }

    @Override
    public void onConnected() {
        apart(connections::incrementAndGet);
    }

    private void apart(Runnable effect) {
        if (calls.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        effect.run();
        calls.decrementAndGet();
    }

    /** A message that arrived. */
    public record Received(BusTopic topic, String text) {
        public Received {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(text, "text");
        }
    }
}
