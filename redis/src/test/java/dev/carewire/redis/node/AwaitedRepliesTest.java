package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.carewire.redis.node.NodeAnswer.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwaitedRepliesTest {

    private static final PeerId SELF = new PeerId("self");
    private static final RequestId ID = new RequestId("r");
    private static final RequestId OTHER = new RequestId("other");
    private static final Duration TIMEOUT = AwaitedReplies.STANDARD_TIMEOUT;
    private static final NodeRequest ROOMS = new NodeRequest.ListRooms(SELF, ID);
    private static final NodeRequest QUESTION = new NodeRequest.BroadcastWithAck(
            SELF, ID, new NodePacket("/", "ask", List.of()), Selection.Matching.ALL, BroadcastFlags.NONE);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final AwaitedReplies replies = new AwaitedReplies(now::get, new AwaitedReplies.Bounds(2, 1 << 10));

    @Test
    void completesWithTheLastPeersReply() {
        assertThat(replies.await(ROOMS, 2, TIMEOUT)).isEmpty();
        assertThat(replies.reply(rooms("a"), 1)).isEmpty();

        NodeAnswer answer = replies.reply(rooms("b"), 1).orElseThrow();

        assertThat(answer).isEqualTo(new NodeAnswer(ROOMS, Outcome.COMPLETE, List.of(rooms("a"), rooms("b")), 0, 0));
        assertThat(replies.reply(rooms("late"), 1)).isEmpty();
        assertThat(replies.nanosToExpiry()).isEmpty();
    }

    @Test
    void completesAtOnceWithoutPeers() {
        assertThat(replies.await(ROOMS, 0, TIMEOUT))
                .get()
                .extracting(NodeAnswer::outcome)
                .isEqualTo(Outcome.COMPLETE);
        assertThat(replies.nanosToExpiry()).isEmpty();
    }

    @Test
    void timesOutWithTheRepliesOfTheLivingPeers() {
        replies.await(ROOMS, 3, TIMEOUT);
        replies.reply(rooms("a"), 1);
        now.addAndGet(TIMEOUT.toNanos() - 1);
        assertThat(replies.expire()).isEmpty();
        assertThat(replies.nanosToExpiry()).hasValue(1);

        now.incrementAndGet();

        assertThat(replies.expire())
                .containsExactly(new NodeAnswer(ROOMS, Outcome.TIMED_OUT, List.of(rooms("a")), 2, 0));
        assertThat(replies.expire()).isEmpty();
        assertThat(replies.reply(rooms("late"), 1)).isEmpty();
    }

    @Test
    void ignoresRepliesToOthersAndOfOtherKinds() {
        replies.await(ROOMS, 1, TIMEOUT);

        assertThat(replies.reply(new NodeReply.Rooms(OTHER, Set.of()), 1)).isEmpty();
        assertThat(replies.reply(new NodeReply.Sockets(ID, List.of()), 1)).isEmpty();
        assertThat(replies.reply(rooms("a"), 1)).isPresent();
    }

    @Test
    void awaitsAllClientsOfAllPeersInAnyOrder() {
        replies.await(QUESTION, 2, TIMEOUT);
        assertThat(replies.reply(ack("early"), 1)).isEmpty();
        assertThat(replies.reply(new NodeReply.ClientCount(ID, 2), 1)).isEmpty();
        assertThat(replies.reply(ack("second"), 1)).isEmpty();
        assertThat(replies.reply(new NodeReply.ClientCount(ID, 1), 1)).isEmpty();

        assertThat(replies.reply(ack("third"), 1))
                .get()
                .extracting(NodeAnswer::outcome, NodeAnswer::missingPeers, NodeAnswer::missingClients)
                .containsExactly(Outcome.COMPLETE, 0, 0);
    }

    @Test
    void completesABroadcastThatReachedNoClient() {
        replies.await(QUESTION, 1, TIMEOUT);

        assertThat(replies.reply(new NodeReply.ClientCount(ID, 0), 1)).isPresent();
    }

    @Test
    void countsPeersAndClientsThatAreSilent() {
        replies.await(QUESTION, 2, TIMEOUT);
        replies.reply(new NodeReply.ClientCount(ID, 3), 1);
        replies.reply(ack("one"), 1);
        now.addAndGet(TIMEOUT.toNanos());

        assertThat(replies.expire())
                .extracting(NodeAnswer::missingPeers, NodeAnswer::missingClients)
                .containsExactly(tuple(1, 2));
    }

    @Test
    void completesARequestToOneSocketWithTheReplyOfItsNode() {
        NodeRequest join = new NodeRequest.Join(SELF, Optional.of(ID), new Selection.OneSocket("s"), Set.of("room"));
        replies.await(join, 1, TIMEOUT);

        assertThat(replies.reply(new NodeReply.Done(ID), 1)).isPresent();
    }

    @Test
    void refusesMoreRequestsThanItsBound() {
        replies.await(ROOMS, 1, TIMEOUT);
        replies.await(new NodeRequest.ListRooms(SELF, OTHER), 1, TIMEOUT);

        assertThat(replies.await(new NodeRequest.ListRooms(SELF, new RequestId("third")), 1, TIMEOUT))
                .get()
                .extracting(NodeAnswer::outcome)
                .isEqualTo(Outcome.REFUSED);

        replies.reply(rooms("a"), 1);
        assertThat(replies.await(ROOMS, 1, TIMEOUT)).isEmpty();
    }

    @Test
    void endsARequestWhoseRepliesExceedTheBytes() {
        NodeRequest other = new NodeRequest.ListRooms(SELF, OTHER);
        replies.await(ROOMS, 3, TIMEOUT);
        replies.await(other, 1, TIMEOUT);
        replies.reply(rooms("a"), 1_000);

        NodeAnswer answer = replies.reply(rooms("b"), 25).orElseThrow();

        assertThat(answer).isEqualTo(new NodeAnswer(ROOMS, Outcome.TOO_LARGE, List.of(rooms("a")), 2, 0));
        assertThat(replies.reply(new NodeReply.Rooms(OTHER, Set.of()), 1_000)).isPresent();
    }

    @Test
    void rejectsRequestsThatAwaitNothing() {
        NodeRequest leave = new NodeRequest.Leave(SELF, Optional.empty(), Selection.Matching.ALL, Set.of("a"));
        assertThatThrownBy(() -> replies.await(leave, 1, TIMEOUT)).hasMessageContaining("without id");

        replies.await(ROOMS, 1, TIMEOUT);
        assertThatThrownBy(() -> replies.await(ROOMS, 1, TIMEOUT)).hasMessageContaining("waits already");
    }

    private static NodeReply rooms(String room) {
        return new NodeReply.Rooms(ID, Set.of(room));
    }

    private static NodeReply ack(String answer) {
        return new NodeReply.Ack(ID, new NodeValue.Text(answer));
    }
}
