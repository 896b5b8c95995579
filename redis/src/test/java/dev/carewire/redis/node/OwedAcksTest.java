package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.redis.node.OwedAcks.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwedAcksTest {

    private static final NodeValue YES = new NodeValue.Truth(true);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final OwedAcks acks = new OwedAcks(now::get, 2, Duration.ofSeconds(10));

    @Test
    void repliesWithTheCountAndOneAckForEachClient() {
        Ticket ticket = acks.admit(broadcast("peer", "r", 1_000)).orElseThrow();

        assertThat(acks.delivered(ticket, 2)).isEqualTo(new NodeReply.ClientCount(new RequestId("r"), 2));
        assertThat(acks.acknowledged(ticket, YES)).contains(new NodeReply.Ack(new RequestId("r"), YES));
        assertThat(acks.acknowledged(ticket, YES)).isPresent();

        assertThat(acks.acknowledged(ticket, YES)).isEmpty();
        assertThat(acks.size()).isZero();
    }

    @Test
    void acceptsAcksThatArriveBeforeTheCount() {
        Ticket ticket = acks.admit(broadcast("peer", "r", 1_000)).orElseThrow();

        assertThat(acks.acknowledged(ticket, YES)).isPresent();
        acks.delivered(ticket, 1);

        assertThat(acks.size()).isZero();
    }

    @Test
    void forgetsABroadcastWithoutClients() {
        Ticket ticket = acks.admit(broadcast("peer", "r", 1_000)).orElseThrow();

        acks.delivered(ticket, 0);

        assertThat(acks.size()).isZero();
    }

    @Test
    void dropsAcksAfterTheSendersTimeout() {
        Ticket ticket = acks.admit(broadcast("peer", "r", 1_000)).orElseThrow();
        acks.delivered(ticket, 2);
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(acks.acknowledged(ticket, YES)).isPresent();

        now.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(acks.acknowledged(ticket, YES)).isEmpty();
    }

    @Test
    void boundsTheSendersTimeout() {
        Ticket ticket = acks.admit(broadcast("peer", "r", BroadcastFlags.MAX_TIMEOUT_MS))
                .orElseThrow();
        acks.delivered(ticket, 2);

        now.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(acks.acknowledged(ticket, YES)).isEmpty();
    }

    @Test
    void admitsARepeatedBroadcastOnce() {
        assertThat(acks.admit(broadcast("peer", "r", 1_000))).isPresent();
        assertThat(acks.admit(broadcast("peer", "r", 1_000))).isEmpty();
        assertThat(acks.admit(broadcast("other", "r", 1_000))).isPresent();
    }

    @Test
    void refusesMoreBroadcastsThanItsBoundUntilOthersExpire() {
        acks.admit(broadcast("peer", "1", 1_000));
        acks.admit(broadcast("peer", "2", 2_000));
        assertThat(acks.admit(broadcast("peer", "3", 1_000))).isEmpty();

        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(acks.admit(broadcast("peer", "3", 1_000))).isPresent();
        assertThat(acks.size()).isEqualTo(2);
    }

    @Test
    void rejectsBoundsOutOfRange() {
        assertThatThrownBy(() -> new OwedAcks(now::get, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("maxBroadcasts");
        assertThatThrownBy(() -> new OwedAcks(now::get, 1, Duration.ofHours(2))).hasMessageContaining("maxTimeout");
    }

    private static NodeRequest.BroadcastWithAck broadcast(String sender, String id, long timeoutMs) {
        return new NodeRequest.BroadcastWithAck(
                new PeerId(sender),
                new RequestId(id),
                new NodePacket("/", "ask", List.of()),
                Selection.Matching.ALL,
                new BroadcastFlags(Set.of(), Optional.of(Duration.ofMillis(timeoutMs))));
    }
}
