package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fuzz.FaultDetector;
import dev.carewire.transport.websocket.DeflatedFrames;
import dev.carewire.transport.websocket.ServerFrame;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed WebSocket messages through the complete pipeline. After each test nothing of the clients is left. */
class DeflateTest {

    private static final String LONG = "a clinic's words ".repeat(100);
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_DATA = 1007;
    private static final int TOO_BIG = 1009;

    private static FaultDetector faults;

    private final InMemoryEdge edge = new InMemoryEdge();

    @BeforeAll
    static void watch() {
        faults = FaultDetector.watch();
    }

    @AfterEach
    void nothingIsLeft() {
        edge.assertServes();
        edge.assertForgetsEverything();
        faults.assertNone();
    }

    @AfterAll
    static void noBufferIsLost() {
        try (FaultDetector watched = faults) {
            watched.assertNoneAfterCollection();
        }
    }

    private InMemoryEdge.Peer offering() {
        return offering("permessage-deflate; client_max_window_bits");
    }

    private InMemoryEdge.Peer offering(String extensions) {
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.webSocket("", extensions));
        return peer;
    }

    /** Connects a client that has offered compression. */
    private InMemoryEdge.Peer deflating() {
        InMemoryEdge.Peer peer = offering();
        peer.send(WebSocketBytes.text("40{\"user\":\"deflating\"}"));
        peer.received();
        return peer;
    }

    private InMemoryEdge.Peer plain() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"plain\"}"));
        peer.received();
        return peer;
    }

    private static void assertEnded(InMemoryEdge.Peer peer, int code) {
        List<ServerFrame> frames = ServerFrame.of(peer.receivedBytes());
        assertThat(frames).extracting(ServerFrame::closeCode).containsExactly(code);
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void whatIsAgreedOnIsInTheAnswer() {
        assertThat(offering().received())
                .contains("101 Switching")
                .containsIgnoringCase(
                        "\r\nsec-websocket-extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n");
    }

    @Test
    void withoutAnOfferThatCanBeMetThereIsNoExtension() {
        assertThat(edge.webSocket("").received()).doesNotContainIgnoringCase("sec-websocket-extensions");
        assertThat(offering("permessage-deflate; server_max_window_bits=9").received())
                .contains("101 Switching")
                .doesNotContainIgnoringCase("sec-websocket-extensions");
    }

    @Test
    void anOfferThatBreaksTheSyntaxIsRefused() {
        InMemoryEdge.Peer peer = offering("permessage-deflate; =");

        assertThat(peer.received()).startsWith("HTTP/1.1 400");
    }

    @Test
    void oneEventReachesClientsWithAndWithoutCompression() {
        InMemoryEdge.Peer plain = plain();
        InMemoryEdge.Peer first = deflating();
        InMemoryEdge.Peer second = deflating();

        edge.publishToAll(LONG);

        ServerFrame whole = ServerFrame.of(plain.receivedBytes()).get(0);
        ServerFrame deflated = ServerFrame.of(first.receivedBytes()).get(0);
        assertThat(whole.isDeflated()).isFalse();
        assertThat(whole.text()).startsWith("42[").contains(LONG);
        assertThat(deflated.head()).isEqualTo(DeflatedFrames.TEXT);
        assertThat(deflated.text()).isEqualTo(whole.text());
        assertThat(deflated.payload()).hasSizeLessThan(200);
        assertThat(second.receivedBytes())
                .hasSize(deflated.payload().length + 2)
                .endsWith(deflated.payload());
    }

    @Test
    void shortMessagesLeaveAsTheyAre() {
        InMemoryEdge.Peer peer = deflating();

        edge.publishToAll("short");
        peer.send(DeflatedFrames.text("421[\"" + "x".repeat(1_000) + "\"]"));

        assertThat(ServerFrame.of(peer.receivedBytes())).hasSize(2).noneMatch(ServerFrame::isDeflated);
    }

    @Test
    void answersToOneClientAreCompressedToo() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(WebSocketBytes.text("421[\"" + LONG + "\"]"));

        ServerFrame answer = ServerFrame.of(peer.receivedBytes()).get(0);
        assertThat(answer.isDeflated()).isTrue();
        assertThat(answer.text()).isEqualTo("431[\"" + LONG + "\"]");
    }

    @Test
    void compressedMessagesOfClientsAreUnderstood() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(DeflatedFrames.text("421[\"hello\"]"));
        peer.send(WebSocketBytes.frame(DeflatedFrames.TEXT, DeflatedFrames.endedPayload("422[\"ended\"]")));
        peer.send(WebSocketBytes.text("423[\"plain\"]"));

        assertThat(ServerFrame.of(peer.receivedBytes()))
                .extracting(ServerFrame::text)
                .containsExactly("431[\"hello\"]", "432[\"ended\"]", "433[\"plain\"]");
    }

    @Test
    void onlyTheFirstOfSeveralFragmentsIsMarked() {
        InMemoryEdge.Peer peer = deflating();
        byte[] payload = DeflatedFrames.payload("421[\"" + LONG + "\"]");

        peer.send(WebSocketBytes.frame(0x41, Arrays.copyOf(payload, 10)));
        peer.send(WebSocketBytes.frame(0x00, Arrays.copyOfRange(payload, 10, 12)));
        peer.send(WebSocketBytes.frame(0x89, new byte[] {'p'}));
        peer.send(WebSocketBytes.frame(0x80, Arrays.copyOfRange(payload, 12, payload.length)));

        List<ServerFrame> frames = ServerFrame.of(peer.receivedBytes());
        assertThat(frames.get(0).head()).isEqualTo(0x8a);
        assertThat(frames.get(1).text()).isEqualTo("431[\"" + LONG + "\"]");
    }

    @Test
    void compressedAttachmentsComeBackAsTheyWere() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(DeflatedFrames.text("451-1[\"file\",{\"_placeholder\":true,\"num\":0}]"));
        assertThat(peer.receivedBytes()).isEmpty();
        peer.send(WebSocketBytes.frame(DeflatedFrames.BINARY, DeflatedFrames.payload(new byte[] {1, 2, 3})));

        assertThat(ServerFrame.of(peer.receivedBytes()).get(0).text()).startsWith("431[\"file\"");
    }

    @Test
    void aMessageThatGrowsBeyondTheLimitEndsItsSender() {
        InMemoryEdge.Peer peer = deflating();
        InMemoryEdge.Peer other = deflating();
        byte[] bomb = DeflatedFrames.payload(new byte[8 << 20]);
        assertThat(bomb).hasSizeLessThan(InMemoryEdge.MAX_PAYLOAD);

        peer.send(WebSocketBytes.frame(DeflatedFrames.TEXT, bomb));

        assertEnded(peer, TOO_BIG);
        other.send(DeflatedFrames.text("421[\"" + "y".repeat(InMemoryEdge.MAX_PAYLOAD - 7) + "\"]"));
        assertThat(other.isOpen()).as("a message of exactly the limit").isTrue();
    }

    @Test
    void whatIsNotDeflatedEndsItsSender() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(WebSocketBytes.frame(DeflatedFrames.TEXT, new byte[] {-1, -1, -1, -1}));

        assertEnded(peer, INVALID_DATA);
    }

    @Test
    void bytesBehindTheEndOfAMessageEndItsSender() {
        InMemoryEdge.Peer peer = deflating();
        byte[] ended = DeflatedFrames.endedPayload("42[\"hello\"]");

        peer.send(WebSocketBytes.frame(DeflatedFrames.TEXT, Arrays.copyOf(ended, ended.length + 10)));

        assertEnded(peer, INVALID_DATA);
    }

    @Test
    void aCompressedTextThatIsNotUtf8EndsItsSender() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(WebSocketBytes.frame(
                DeflatedFrames.TEXT, DeflatedFrames.payload("42[\"\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1))));

        assertEnded(peer, INVALID_DATA);
    }

    /** Ping, pong, close and continuation frames marked as compressed, and reserved bits without an extension. */
    @ParameterizedTest
    @ValueSource(ints = {0xc9, 0xca, 0xc8, 0xa1, 0x91, 0xe1, 0xf2})
    void reservedBitsWhereTheyMustNotBeEndTheirSender(int head) {
        InMemoryEdge.Peer peer = deflating();

        peer.send(WebSocketBytes.frame(head, new byte[0]));

        assertEnded(peer, PROTOCOL_ERROR);
    }

    @Test
    void aContinuationMarkedAsCompressedEndsItsSender() {
        InMemoryEdge.Peer peer = deflating();

        peer.send(WebSocketBytes.frame(0x41, DeflatedFrames.payload("42[\"hello\"]")));
        peer.send(WebSocketBytes.frame(0xc0, new byte[0]));

        assertEnded(peer, PROTOCOL_ERROR);
    }

    @Test
    void nothingBehindTheEndIsHeard() {
        InMemoryEdge.Peer peer = deflating();

        byte[] wrong = WebSocketBytes.frame(0xa1, new byte[0]);
        byte[] behind = WebSocketBytes.text("421[\"hello\"]");
        byte[] both = Arrays.copyOf(wrong, wrong.length + behind.length);
        System.arraycopy(behind, 0, both, wrong.length, behind.length);
        peer.send(both);

        assertEnded(peer, PROTOCOL_ERROR);
        assertThat(edge.receivedMessages()).isEmpty();
    }

    @Test
    void whatWaitedForAPollIsCompressedAfterTheUpgrade() {
        String sid = edge.openPolling();
        edge.connect().send(EngineRequests.post(sid, "40{\"user\":\"mover\"}"));
        InMemoryEdge.Peer poller = edge.connect();
        poller.exchange(EngineRequests.poll(sid));
        poller.exchange(EngineRequests.poll(sid));
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.webSocket("&sid=" + sid, "permessage-deflate"));
        peer.send(WebSocketBytes.text("2probe"));
        peer.received();

        edge.publishToAll(LONG);
        peer.send(WebSocketBytes.text("5"));

        assertThat(ServerFrame.of(peer.receivedBytes()))
                .extracting(ServerFrame::isDeflated)
                .containsExactly(true);
    }

    @Test
    void clientsOfTheOldVersionAreServedTheSame() {
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.webSocket("&token=t", "permessage-deflate").replace("EIO=4", "EIO=3"));
        peer.received();

        peer.send(DeflatedFrames.text("2" + LONG));

        ServerFrame pong = ServerFrame.of(peer.receivedBytes()).get(0);
        assertThat(pong.isDeflated()).isTrue();
        assertThat(pong.text()).isEqualTo("3" + LONG);
    }
}
