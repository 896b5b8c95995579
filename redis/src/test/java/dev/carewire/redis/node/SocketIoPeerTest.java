package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.redis.node.MalformedNodeMessageException.Reason;
import dev.carewire.redis.node.NodeAnswer.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Two servers that receive all messages of both, as over Redis. */
class SocketIoPeerTest {

    private static final NodeChannels CHANNELS = new NodeChannels(NodeChannels.STANDARD_PREFIX, "/");
    private static final NodePacket PACKET = new NodePacket("/", "x", List.of());
    private static final Duration TIMEOUT = AwaitedReplies.STANDARD_TIMEOUT;

    private final NodeCodec codec = new NodeCodec(NodeLimits.STANDARD);
    private final List<SocketIoPeer> network = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private long nanoTime;
    private int lastId;

    private final SocketIoPeer first = peer("first", "a", "b");
    private final SocketIoPeer second = peer("second", "c", "d");

    @Test
    void deliversABroadcastToTheClientsOfOtherServersOnly() {
        first.broadcast(PACKET, Selection.Matching.ALL, BroadcastFlags.NONE);
        first.broadcast(PACKET, new Selection.Matching(Set.of("ward"), Set.of("c")), BroadcastFlags.NONE);

        assertThat(log).containsExactly("x to c", "x to d", "x to d");
    }

    @Test
    void ignoresAnotherNamespace() {
        first.broadcast(new NodePacket("/admin", "x", List.of()), Selection.Matching.ALL, BroadcastFlags.NONE);
        network.forEach(peer -> peer.receive("socket.io#/admin#", new byte[0]));

        assertThat(log).isEmpty();
        assertThat(second.rejected(Reason.MALFORMED)).isZero();
    }

    @Test
    void countsWhatItRejects() {
        second.receive(CHANNELS.request(), "{\"type\":".getBytes(StandardCharsets.UTF_8));
        second.receive(CHANNELS.broadcast("a"), new byte[] {1});
        second.receive(CHANNELS.response(), "{\"requestId\":\"q\",\"type\":99}".getBytes(StandardCharsets.UTF_8));

        assertThat(second.rejected(Reason.MALFORMED)).isEqualTo(2);
        assertThat(second.rejected(Reason.UNSUPPORTED)).isEqualTo(1);
    }

    @Test
    void listsRoomsAndSockets() {
        assertThat(replies(first.ask(NodeRequest.ListRooms::new, 1, TIMEOUT)))
                .containsExactly(new NodeReply.Rooms(new RequestId("1"), Set.of("c", "d", "ward")));
        assertThat(replies(first.ask(
                        (self, id) ->
                                new NodeRequest.FetchSockets(self, id, new Selection.Matching(Set.of("d"), Set.of())),
                        1,
                        TIMEOUT)))
                .singleElement()
                .isInstanceOfSatisfying(
                        NodeReply.Sockets.class,
                        reply -> assertThat(reply.sockets())
                                .extracting(PeerSocket::id)
                                .containsExactly("d"));
        assertThat(replies(
                        first.ask((self, id) -> new NodeRequest.ListSocketIds(self, id, Set.of("ward")), 1, TIMEOUT)))
                .containsExactly(new NodeReply.SocketIds(new RequestId("3"), Set.of("c", "d")));
    }

    @Test
    void movesAndDisconnectsClients() {
        Selection c = new Selection.Matching(Set.of("c"), Set.of());
        first.request(self -> new NodeRequest.Join(self, Optional.empty(), c, Set.of("icu")));
        first.broadcast(PACKET, new Selection.Matching(Set.of("icu"), Set.of()), BroadcastFlags.NONE);
        first.request(self -> new NodeRequest.Leave(self, Optional.empty(), c, Set.of("icu")));
        first.broadcast(PACKET, new Selection.Matching(Set.of("icu"), Set.of()), BroadcastFlags.NONE);
        first.request(self -> new NodeRequest.Disconnect(self, Optional.empty(), c, NodeRequest.Ending.SOCKET));

        assertThat(log).containsExactly("x to c", "c ended: SOCKET");
    }

    @Test
    void confirmsARequestForOneSocketIfItHasTheSocket() {
        assertThat(outcome(joinOne("c"))).isEqualTo(Outcome.COMPLETE);

        CompletionStage<NodeAnswer> unknown = joinOne("nobody");
        assertThat(unknown.toCompletableFuture()).isNotDone();
    }

    @Test
    void collectsTheAcknowledgmentsOfClients() {
        NodeAnswer answer = ask(PACKET, 1).toCompletableFuture().join();

        assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(answer.replies())
                .contains(
                        new NodeReply.ClientCount(new RequestId("1"), 2),
                        new NodeReply.Ack(new RequestId("1"), new NodeValue.Text("c")),
                        new NodeReply.Ack(new RequestId("1"), new NodeValue.Text("d")));
    }

    @Test
    void reportsNoClientForAQuestionOfAnotherNamespace() {
        NodeAnswer answer = ask(new NodePacket("/admin", "x", List.of()), 1)
                .toCompletableFuture()
                .join();

        assertThat(answer.replies()).containsExactly(new NodeReply.ClientCount(new RequestId("1"), 0));
    }

    @Test
    void answersNullToEventsForTheCodeOfServers() {
        assertThat(replies(first.ask(
                        (self, id) -> new NodeRequest.ServerSideEmit(
                                self, Optional.of(id), List.of(new NodeValue.Text("reload"))),
                        1,
                        TIMEOUT)))
                .containsExactly(new NodeReply.ServerAnswer(new RequestId("1"), new NodeValue.Nothing()));
    }

    @Test
    void completesWithoutTheReplyOfADeadServer() {
        CompletableFuture<NodeAnswer> answer =
                first.ask(NodeRequest.ListRooms::new, 2, TIMEOUT).toCompletableFuture();
        assertThat(answer).isNotDone();
        assertThat(first.nanosToExpiry()).hasValue(TIMEOUT.toNanos());

        nanoTime += TIMEOUT.toNanos();
        first.expire();

        assertThat(answer.join().outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(answer.join().replies()).hasSize(1);
        assertThat(answer.join().missingPeers()).isEqualTo(1);
    }

    @Test
    void completesAtOnceWithoutOtherServers() {
        assertThat(outcome(first.ask(NodeRequest.ListRooms::new, 0, TIMEOUT))).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void rejectsARequestUnderAnotherId() {
        assertThatThrownBy(() ->
                        first.ask((self, id) -> new NodeRequest.ListRooms(self, new RequestId("own")), 1, TIMEOUT))
                .hasMessageContaining("another id");
    }

    private CompletionStage<NodeAnswer> joinOne(String socket) {
        return first.ask(
                (self, id) ->
                        new NodeRequest.Join(self, Optional.of(id), new Selection.OneSocket(socket), Set.of("icu")),
                1,
                TIMEOUT);
    }

    private CompletionStage<NodeAnswer> ask(NodePacket packet, int peers) {
        return first.ask(
                (self, id) ->
                        new NodeRequest.BroadcastWithAck(self, id, packet, Selection.Matching.ALL, BroadcastFlags.NONE),
                peers,
                TIMEOUT);
    }

    private static List<NodeReply> replies(CompletionStage<NodeAnswer> answer) {
        return answer.toCompletableFuture().join().replies();
    }

    private static Outcome outcome(CompletionStage<NodeAnswer> answer) {
        return answer.toCompletableFuture().join().outcome();
    }

    private SocketIoPeer peer(String name, String... sockets) {
        InMemoryClients clients = new InMemoryClients(new Log());
        for (String socket : sockets) {
            clients.connect(socket, "ward");
        }
        SocketIoPeer peer = new SocketIoPeer(
                new PeerId(name),
                CHANNELS,
                codec,
                clients,
                (channel, message) -> List.copyOf(network).forEach(each -> each.receive(channel, message)),
                this::nextId,
                new AwaitedReplies(() -> nanoTime, AwaitedReplies.Bounds.STANDARD),
                new OwedAcks(() -> nanoTime, 100, Duration.ofSeconds(30)));
        network.add(peer);
        return peer;
    }

    private RequestId nextId() {
        lastId++;
        return new RequestId(Integer.toString(lastId));
    }

    private final class Log implements InMemoryClients.Log {

        @Override
        public void event(String client, NodePacket packet, BroadcastFlags flags) {
            log.add(packet.event() + " to " + client);
        }

        @Override
        public void disconnected(String client, NodeRequest.Ending ending) {
            log.add(client + " ended: " + ending);
        }
    }
}
