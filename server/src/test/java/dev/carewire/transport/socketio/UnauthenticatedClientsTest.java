package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.websocket.WebSocketBytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of clients that have no session yet, and of their unfinished messages afterwards. */
class UnauthenticatedClientsTest {

    private static final int BINARY = 0x82;
    private static final int TEXT_WITHOUT_END = 0x01;
    private static final int CONTINUATION = 0x00;

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertServes();
        edge.assertForgetsEverything();
        assertThat(edge.memory().unauthenticated().heldBytes()).isZero();
        assertThat(edge.memory().incoming().heldBytes()).isZero();
    }

    /** Nine of ten attachments stayed in memory until the client had to authenticate. */
    @ParameterizedTest
    @ValueSource(
            strings = {"4510-[\"x\"]", "452-[\"x\",{\"_placeholder\":true,\"num\":0}]", "42[\"x\"]", "431[]", "41"})
    void onlyAConnectIsAcceptedBeforeANamespaceIsJoined(String packet) {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text(packet));
        peer.send(WebSocketBytes.frame(BINARY, new byte[100]));

        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void noAttachmentIsAcceptedOverPollingBeforeANamespaceIsJoined() {
        String sid = edge.openPolling();
        edge.connect().send(EngineRequests.post(sid, "451-[\"x\",{\"_placeholder\":true,\"num\":0}]\u001ebAAAA"));

        assertThat(edge.connect().exchange(EngineRequests.poll(sid))).startsWith("HTTP/1.1 400");
    }

    @Test
    void noAttachmentIsAcceptedForAnotherNamespaceThanTheJoinedOne() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"a\"}"));
        peer.send(WebSocketBytes.text("452-/other,[\"x\"]"));

        assertThat(peer.isOpen()).isFalse();
    }

    /** Frames that never end, in one piece or in fragments. */
    @Test
    void theOldestConnectionsOfAnAddressYieldWhenTheyHoldMoreThanItsShare() {
        long share = InMemoryEdge.UNAUTHENTICATED_BYTES / 4;
        byte[] fragment = WebSocketBytes.frame(TEXT_WITHOUT_END, new byte[5_000]);
        byte[] unfinished = Arrays.copyOf(WebSocketBytes.frame(CONTINUATION, new byte[5_000]), 1_000);
        List<InMemoryEdge.Peer> attackers = IntStream.range(0, 20)
                .mapToObj(i -> edge.webSocket(""))
                .peek(peer -> {
                    peer.send(fragment);
                    peer.send(unfinished);
                })
                .toList();

        assertThat(edge.memory().unauthenticated().heldBytes()).isLessThanOrEqualTo(share);
        assertThat(attackers.get(0).isOpen()).isFalse();
        assertThat(attackers.get(19).isOpen()).isTrue();
        edge.assertServes();
    }

    @Test
    void aClientWithASessionDoesNotCountForItsAddress() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        long waiting = edge.memory().unauthenticated().heldBytes();
        peer.send(WebSocketBytes.text("40{\"user\":\"a\"}"));

        assertThat(waiting).isPositive();
        assertThat(edge.memory().unauthenticated().heldBytes()).isZero();
    }

    @Test
    void anUnfinishedMessageOfASessionCountsForItsUser() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"a\"}"));
        byte[] frame = WebSocketBytes.text("42[\"" + "x".repeat(3_000) + "\"]");
        peer.send(Arrays.copyOf(frame, 2_000));
        assertThat(edge.memory().incoming().heldBytes()).isEqualTo(2_000);

        peer.send(Arrays.copyOfRange(frame, 2_000, frame.length));
        assertThat(edge.memory().incoming().heldBytes()).isZero();
        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void attachmentsOfASessionCountUntilTheirMessageIsComplete() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"a\"}"));
        peer.send(
                WebSocketBytes.text("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]"));
        peer.send(WebSocketBytes.frame(BINARY, new byte[1_000]));
        assertThat(edge.memory().incoming().heldBytes()).isGreaterThan(1_000);

        peer.send(WebSocketBytes.frame(BINARY, new byte[1_000]));
        assertThat(edge.memory().incoming().heldBytes()).isZero();
    }
}
