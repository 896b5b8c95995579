package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ClusterBus}. One subclass per adapter, with a wire that it can interrupt. */
public abstract class ClusterBusContract {

    protected static final BusTopic.OfTenant NORTH = new BusTopic.OfTenant(new TenantId("clinic-north"));
    protected static final BusTopic.OfTenant SOUTH = new BusTopic.OfTenant(new TenantId("clinic-south"));

    private final List<BusProbe> nodes = new ArrayList<>();

    /** The bus of a node, not started. All buses of a test belong to one cluster. */
    protected abstract ClusterBus bus(NodeId self);

    /** Interrupts the wire of all nodes, without a farewell. */
    protected abstract void interrupt();

    /** Ends {@link #interrupt}. */
    protected abstract void restore();

    /** A further node, connected. */
    protected final BusProbe node() {
        return newNode().connect();
    }

    /** A further node, not started. */
    protected final BusProbe newNode() {
        NodeId id = NodeId.random();
        return added(new BusProbe(id, bus(id)));
    }

    /** Closes a further node at the end of the test. */
    protected final BusProbe added(BusProbe node) {
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.bus().close());
        nodes.forEach(BusProbe::assertCallsApart);
    }

    @Test
    void keepsTheOrderOfASenderAcrossTopics() {
        BusProbe sender = node();
        BusProbe other = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        receiver.subscribe(SOUTH);

        List<BusTopic> topics = List.of(NORTH, BusTopic.ALL_NODES, SOUTH, BusTopic.of(receiver.id()));
        for (int i = 0; i < 2_000; i++) {
            sender.send(topics.get(i % topics.size()), "first:" + i);
            other.send(topics.get(i % topics.size()), "second:" + i);
        }

        await().atMost(BusProbe.PATIENCE).until(() -> receiver.received().size() >= 4_000);
        for (String prefix : List.of("first:", "second:")) {
            assertThat(receiver.received())
                    .filteredOn(message -> message.text().startsWith(prefix))
                    .extracting(BusProbe.Received::text)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 2_000).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void doesNotReturnANodesOwnMessages() {
        BusProbe sender = node();
        BusProbe receiver = node();
        sender.subscribe(NORTH);
        receiver.subscribe(NORTH);

        sender.send(NORTH, "own");
        sender.send(BusTopic.ALL_NODES, "own");
        sender.send(BusTopic.of(sender.id()), "own");
        sender.send(BusTopic.of(receiver.id()), "passed on");
        receiver.awaitText(BusTopic.of(receiver.id()), "passed on");
        receiver.send(BusTopic.of(sender.id()), "last");
        sender.awaitText(BusTopic.of(sender.id()), "last");

        assertThat(sender.received()).extracting(BusProbe.Received::text).containsExactly("last");
    }

    @Test
    void deliversWhatIsSentAfterASubscriptionBegan() {
        BusProbe sender = node();
        BusProbe receiver = node();

        List<BusTopic.OfTenant> tenants = IntStream.range(0, 100)
                .mapToObj(i -> new BusTopic.OfTenant(new TenantId("clinic-" + i)))
                .toList();
        for (BusTopic.OfTenant tenant : tenants) {
            receiver.subscribe(tenant);
            sender.send(tenant, "event");
        }

        sender.send(BusTopic.ALL_NODES, "last");
        receiver.awaitText(BusTopic.ALL_NODES, "last");
        for (BusTopic.OfTenant tenant : tenants) {
            assertThat(receiver.texts(tenant)).containsExactly("event");
        }
    }

    @Test
    void completesSubscriptionsOfBeforeTheFirstConnection() {
        interrupt();
        BusProbe receiver = newNode();
        receiver.bus().start(receiver);
        CompletableFuture<Void> begun = receiver.bus().subscribe(NORTH).toCompletableFuture();
        CompletableFuture<Void> all = receiver.bus().subscribeToAllTenants().toCompletableFuture();
        assertThat(receiver.bus().isConnected()).isFalse();
        assertThat(begun).isNotDone();

        restore();
        BusProbe.complete(begun);
        BusProbe.complete(all);
        node().send(NORTH, "event");
        receiver.awaitText(NORTH, "event");
        assertThat(receiver.texts(NORTH)).containsExactly("event");
        assertThat(receiver.connections()).isEqualTo(1);
        assertThat(receiver.interruptions()).isZero();
    }

    @Test
    void subscribesOnceHoweverOftenCalled() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        receiver.subscribe(NORTH);
        receiver.subscribeToAllTenants();
        receiver.subscribeToAllTenants();

        sender.send(NORTH, "event");
        sender.send(NORTH, "last");
        receiver.awaitText(NORTH, "last");
        assertThat(receiver.texts(NORTH)).containsExactly("event", "last");

        receiver.bus().unsubscribeFromAllTenants();
        receiver.bus().unsubscribeFromAllTenants();
        receiver.bus().unsubscribe(NORTH);
        receiver.bus().unsubscribe(NORTH);
        awaitSilence(sender, receiver, NORTH);
    }

    @Test
    void keepsTenantsApart() {
        BusProbe sender = node();
        BusProbe north = node();
        BusProbe south = node();
        north.subscribe(NORTH);
        south.subscribe(SOUTH);

        sender.send(NORTH, "for north");
        sender.send(SOUTH, "for south");
        sender.send(BusTopic.ALL_NODES, "for all");
        north.awaitText(BusTopic.ALL_NODES, "for all");
        south.awaitText(BusTopic.ALL_NODES, "for all");

        assertThat(north.received()).extracting(BusProbe.Received::text).containsExactly("for north", "for all");
        assertThat(south.received()).extracting(BusProbe.Received::text).containsExactly("for south", "for all");
    }

    @Test
    void distinguishesTenantsWithSimilarIds() {
        BusProbe sender = node();
        List<String> ids = List.of(
                "a", "A", "a:b", "a*", "a?", "[a]", "a%3Ab", "a{b}", "ä", "a\\", "診療所 北", "🏥", "a".repeat(320));
        BusProbe receiver = node();
        BusProbe overseer = node();
        List<BusTopic.OfTenant> tenants =
                ids.stream().map(id -> new BusTopic.OfTenant(new TenantId(id))).toList();
        tenants.forEach(receiver::subscribe);
        overseer.subscribeToAllTenants();

        tenants.forEach(tenant -> sender.send(tenant, tenant.tenant().value()));
        for (BusProbe node : List.of(receiver, overseer)) {
            BusTopic.OfTenant last = tenants.get(tenants.size() - 1);
            node.awaitText(last, last.tenant().value());
            assertThat(node.received()).extracting(BusProbe.Received::topic).containsExactlyElementsOf(tenants);
        }
    }

    @Test
    void deliversAllTenantsOnceBesideSingleSubscriptions() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        receiver.subscribeToAllTenants();
        sender.send(NORTH, "1");
        sender.send(SOUTH, "2");
        sender.send(NORTH, "3");
        receiver.awaitText(NORTH, "3");
        receiver.subscribe(SOUTH);
        sender.send(SOUTH, "4");
        receiver.awaitText(SOUTH, "4");
        assertThat(receiver.received()).extracting(BusProbe.Received::text).containsExactly("1", "2", "3", "4");

        receiver.bus().unsubscribe(SOUTH);
        sender.send(SOUTH, "5");
        receiver.awaitText(SOUTH, "5");
        receiver.bus().unsubscribeFromAllTenants();
        awaitSilence(sender, receiver, SOUTH);

        sender.send(NORTH, "6");
        receiver.awaitText(NORTH, "6");
        assertThat(receiver.texts(NORTH)).containsExactly("1", "3", "6");
    }

    @Test
    void losesAndRepeatsNothingWhileTheSubscriptionToAllTenantsBeginsAndEnds() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);

        int sent = 0;
        for (int round = 0; round < 20; round++) {
            CompletableFuture<Void> all = receiver.bus().subscribeToAllTenants().toCompletableFuture();
            for (int i = 0; i < 50; i++) {
                sender.send(NORTH, Integer.toString(sent++));
            }
            BusProbe.complete(all);
            receiver.bus().unsubscribeFromAllTenants();
            for (int i = 0; i < 50; i++) {
                sender.send(NORTH, Integer.toString(sent++));
            }
        }

        receiver.awaitText(NORTH, Integer.toString(sent - 1));
        assertThat(receiver.texts(NORTH))
                .containsExactlyElementsOf(
                        IntStream.range(0, sent).mapToObj(Integer::toString).toList());
    }

    @Test
    void deliversToOneNode() {
        BusProbe sender = node();
        BusProbe receiver = node();
        BusProbe other = node();

        sender.send(BusTopic.of(receiver.id()), "for one");
        sender.send(BusTopic.ALL_NODES, "for all");
        other.awaitText(BusTopic.ALL_NODES, "for all");
        receiver.awaitText(BusTopic.ALL_NODES, "for all");

        assertThat(receiver.received())
                .containsExactly(
                        new BusProbe.Received(BusTopic.of(receiver.id()), "for one"),
                        new BusProbe.Received(BusTopic.ALL_NODES, "for all"));
        assertThat(other.received()).containsExactly(new BusProbe.Received(BusTopic.ALL_NODES, "for all"));
    }

    @Test
    void carriesMessagesOfEverySize() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);

        List<String> texts = List.of("", "Größe 診療所 🏥\u0000\n'\\", "m".repeat(1 << 20), "ü".repeat(20_000), "last");
        texts.forEach(text -> sender.send(NORTH, text));
        receiver.awaitText(NORTH, "last");
        assertThat(receiver.texts(NORTH)).isEqualTo(texts);
    }

    @Test
    void carriesTheLargestMessageAndRefusesALargerOne() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);

        String largest = "l".repeat(ClusterBus.MAX_MESSAGE_BYTES);
        sender.send(NORTH, largest);
        receiver.awaitText(NORTH, largest);
        assertThatThrownBy(() -> sender.bus().publish(NORTH, new byte[ClusterBus.MAX_MESSAGE_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4194304");
        assertThat(sender.bus().dropped()).isZero();
    }

    @Test
    void resumesAllSubscriptionsAfterAnInterruption() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        receiver.subscribe(SOUTH);
        receiver.bus().unsubscribe(SOUTH);
        BusProbe overseer = node();
        overseer.subscribeToAllTenants();

        for (int round = 1; round <= 2; round++) {
            interrupt();
            for (BusProbe node : List.of(sender, receiver, overseer)) {
                node.awaitInterruptions(round);
                assertThat(node.bus().isConnected()).isFalse();
            }
            restore();
            for (BusProbe node : List.of(sender, receiver, overseer)) {
                node.awaitConnections(round + 1);
            }

            String text = "after " + round;
            sender.send(NORTH, text);
            sender.send(SOUTH, text);
            sender.send(BusTopic.of(receiver.id()), text);
            sender.send(BusTopic.ALL_NODES, text);
            receiver.awaitText(BusTopic.ALL_NODES, text);
            overseer.awaitText(BusTopic.ALL_NODES, text);
            assertThat(receiver.texts(NORTH)).hasSize(round).contains(text);
            assertThat(receiver.texts(SOUTH)).isEmpty();
            assertThat(receiver.texts(BusTopic.of(receiver.id()))).contains(text);
            assertThat(overseer.texts(SOUTH)).contains(text);
        }
        assertThat(receiver.connections()).isEqualTo(receiver.interruptions() + 1);
    }

    @Test
    void changesSubscriptionsDuringAnInterruption() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        interrupt();
        receiver.awaitInterruptions(1);

        CompletableFuture<Void> begun = receiver.bus().subscribe(SOUTH).toCompletableFuture();
        receiver.bus().unsubscribe(NORTH);
        assertThat(begun).isNotDone();
        restore();
        BusProbe.complete(begun);
        sender.awaitConnections(2);

        sender.send(NORTH, "for north");
        sender.send(SOUTH, "for south");
        receiver.awaitText(SOUTH, "for south");
        assertThat(receiver.texts(NORTH)).isEmpty();
    }

    @Test
    void dropsAndCountsMessagesDuringAnInterruptionWithoutWaiting() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        interrupt();
        sender.awaitInterruptions(1);
        receiver.awaitInterruptions(1);

        byte[] message = new byte[1_000];
        long before = sender.bus().dropped();
        Duration taken = time(() -> {
            for (int i = 0; i < 200_000; i++) {
                sender.bus().publish(NORTH, message);
            }
        });
        assertThat(sender.bus().dropped()).isEqualTo(before + 200_000);
        assertThat(taken).isLessThan(Duration.ofSeconds(20));

        restore();
        sender.awaitConnections(2);
        receiver.awaitConnections(2);
        sender.send(NORTH, "first");
        receiver.awaitText(NORTH, "first");
        assertThat(receiver.texts(NORTH)).containsExactly("first");
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void ignoresEverythingAfterItsEnd() {
        BusProbe sender = node();
        BusProbe receiver = node();
        BusProbe witness = node();
        receiver.subscribe(NORTH);
        witness.subscribe(NORTH);

        receiver.bus().close();
        receiver.bus().close();
        assertThat(receiver.bus().isConnected()).isFalse();
        int signals = receiver.connections() + receiver.interruptions();
        receiver.bus().publish(NORTH, new byte[] {1});
        receiver.bus().subscribe(SOUTH);
        receiver.bus().subscribeToAllTenants();
        receiver.bus().unsubscribe(NORTH);
        receiver.bus().unsubscribeFromAllTenants();
        sender.send(NORTH, "late");
        sender.send(BusTopic.ALL_NODES, "late");
        witness.awaitText(BusTopic.ALL_NODES, "late");

        assertThat(receiver.received()).isEmpty();
        assertThat(receiver.connections() + receiver.interruptions()).isEqualTo(signals);
        assertThat(receiver.bus().dropped()).isEqualTo(1);
        assertThat(witness.texts(NORTH)).containsExactly("late");
    }

    @Test
    void endsBeforeItsFirstConnection() {
        interrupt();
        BusProbe node = newNode();
        node.bus().start(node);
        node.bus().close();
        restore();
        assertThat(node.bus().isConnected()).isFalse();
    }

    /** Waits until messages to a tenant no longer arrive: an unsubscription needs no answer, and messages may be on their way. */
    private static void awaitSilence(BusProbe sender, BusProbe receiver, BusTopic.OfTenant tenant) {
        await().atMost(BusProbe.PATIENCE).until(() -> {
            int before = receiver.texts(tenant).size();
            String marker = "marker " + System.nanoTime();
            sender.send(tenant, marker);
            sender.send(BusTopic.ALL_NODES, marker);
            receiver.awaitText(BusTopic.ALL_NODES, marker);
            return receiver.texts(tenant).size() == before;
        });
    }
}
