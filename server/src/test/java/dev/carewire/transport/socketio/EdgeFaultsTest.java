package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fuzz.FaultDetector;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Regression tests for hostile input, one per fault. After each test nothing of the clients is left. */
class EdgeFaultsTest {

    private static final int TEXT = 0x81;
    private static final int RESERVED_BIT = 0x40;

    private static FaultDetector faults;

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertServes();
        edge.assertForgetsEverything();
        faults.assertNone();
    }

    @BeforeAll
    static void watch() {
        faults = FaultDetector.watch();
    }

    @AfterAll
    static void noBufferIsLost() {
        try (FaultDetector watched = faults) {
            watched.assertNoneAfterCollection();
        }
    }

    /** The connection was treated as a WebSocket, and writing to it failed. */
    @Test
    void aProbeThatIsPostedEndsItsSession() {
        String sid = edge.openPolling();

        edge.connect().send(EngineRequests.post(sid, "2probe"));

        assertThat(edge.connect().exchange(EngineRequests.poll(sid))).startsWith("HTTP/1.1 400");
    }

    /** A session was opened on a closed connection, and the library reported an error. */
    @Test
    void requestsBehindTheEndOfAConnectionAreNotServed() {
        String websocket = EngineRequests.webSocket("");

        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.poll(edge.openPolling()) + websocket + websocket);
        assertThat(peer.isOpen()).isTrue();
        peer.close();

        assertThat(peer.received()).doesNotContain("101 Switching");
    }

    /** The text was accepted with replacement characters. */
    @Test
    void aTextThatIsNotUtf8EndsItsSender() {
        InMemoryEdge.Peer peer = edge.webSocket("");

        peer.send(WebSocketBytes.frame(TEXT, "42[\"\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(peer.isOpen()).isFalse();
    }

    /** The frame was accepted as if an extension had been negotiated. */
    @Test
    void aFrameWithReservedBitsEndsItsSender() {
        InMemoryEdge.Peer peer = edge.webSocket("");

        peer.send(WebSocketBytes.frame(TEXT | RESERVED_BIT, "40".getBytes(StandardCharsets.US_ASCII)));

        assertThat(peer.isOpen()).isFalse();
    }

    /** The request was served as if its head had ended at the limit. */
    @Test
    void aHeadThatIsTooLongIsRefused() {
        String longHead = EngineRequests.request(
                "GET /socket.io/?EIO=4&transport=polling HTTP/1.1", List.of("X-Long: " + "x".repeat(20_000)), "");

        InMemoryEdge.Peer peer = edge.connect();

        assertThat(peer.exchange(longHead)).startsWith("HTTP/1.1 431").doesNotContain("sid");
        assertThat(peer.isOpen()).isFalse();
    }

    /** An attacker in a clinic's network locked out the clinic. */
    @Test
    void silentClientsOfAnAddressLeaveTheirPlacesToOthers() {
        List<String> silent = Stream.generate(edge::openPolling).limit(2_500).toList();

        String sid = edge.openPolling();

        assertThat(edge.connect().exchange(EngineRequests.poll(silent.get(0)))).startsWith("HTTP/1.1 400");
        InMemoryEdge.Peer peer = edge.connect();
        assertThat(peer.exchange(EngineRequests.post(sid, "40{\"user\":\"a\"}")))
                .startsWith("HTTP/1.1 200");
        assertThat(peer.exchange(EngineRequests.poll(sid))).contains("40{\"sid\"");
        assertThat(edge.connect().exchange(EngineRequests.post(silent.get(2_499), "40{\"user\":\"b\"}")))
                .startsWith("HTTP/1.1 200");
    }

    /** The connection stayed open for ever. */
    @Test
    void aClientThatEndsItsSessionLosesItsConnection() {
        InMemoryEdge.Peer peer = edge.webSocket("");

        peer.send(WebSocketBytes.text("1"));

        assertThat(peer.isOpen()).isFalse();
    }

    /** The close frame waits for the client to read, but not for ever. */
    @Test
    void aClientThatDoesNotReadItsFarewellIsCutOff() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.setReading(false);

        peer.send(WebSocketBytes.text("no packet"));
        assertThat(peer.isOpen()).isTrue();
        edge.advance(Duration.ofSeconds(9));
        assertThat(peer.isOpen()).isTrue();
        edge.advance(Duration.ofSeconds(1));

        assertThat(peer.isOpen()).isFalse();
    }

    /** The message was answered with the ping that was long overdue. */
    @Test
    void aClientThatWasSilentForTooLongIsNotServedBecauseTimersAreLate() {
        String sid = edge.openPolling();
        InMemoryEdge.Peer peer = edge.connect();

        edge.stall(InMemoryEdge.SILENCE);

        assertThat(peer.exchange(EngineRequests.poll(sid))).startsWith("HTTP/1.1 400");
    }

    /** The seventeenth request got a 429, and the connection closed. */
    @Test
    void allRequestsOfAPipelineAreAnswered() {
        InMemoryEdge.Peer peer = edge.connect();
        String request = EngineRequests.request("GET /health HTTP/1.1", List.of(), "");

        String answers = peer.exchange(request.repeat(100));

        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(101);
        assertThat(peer.isOpen()).isTrue();
    }

    /** A request that followed a poll ended the connection. */
    @Test
    void requestsOfAllEdgesAreAnsweredInOrder() {
        String sid = edge.openPolling();
        InMemoryEdge.Peer peer = edge.connect();
        String health = EngineRequests.request("GET /health HTTP/1.1", List.of(), "");

        String before = peer.exchange(health + EngineRequests.poll(sid) + health + EngineRequests.open());

        assertThat(before.split("(?=HTTP/1.1 )")).singleElement().asString().contains("\"status\"");
        edge.connect().send(EngineRequests.post(sid, "40{\"user\":\"a\"}"));
        assertThat(peer.received().split("(?=HTTP/1.1 )"))
                .satisfiesExactly(
                        poll -> assertThat(poll).contains("\r\n\r\n40{\"sid\":\""),
                        api -> assertThat(api).contains("\"status\""),
                        opened -> assertThat(opened).contains("\r\n\r\n0{\"sid\":\""));
        assertThat(peer.isOpen()).isTrue();
    }

    /** The time for a head ran while its bytes waited. */
    @Test
    void aRequestMayWaitBehindAPoll() {
        String sid = edge.openPolling();
        edge.connect().send(EngineRequests.post(sid, "40{\"user\":\"a\"}"));
        InMemoryEdge.Peer peer = edge.connect();
        assertThat(peer.exchange(EngineRequests.poll(sid))).contains("\r\n\r\n40{");

        peer.send(EngineRequests.poll(sid) + EngineRequests.request("GET /health HTTP/1.1", List.of(), ""));
        edge.advance(Duration.ofSeconds(50));
        assertThat(peer.isOpen()).isTrue();
        assertThat(peer.received()).isEmpty();
        edge.advance(Duration.ofSeconds(20));

        assertThat(peer.received().split("(?=HTTP/1.1 )"))
                .satisfiesExactly(
                        poll -> assertThat(poll).endsWith("\r\n\r\n2"),
                        health -> assertThat(health).contains("\"status\""));
    }

    /** The connection was kept for ever, because its second request stayed unanswered. */
    @Test
    void aClientThatDoesNotReadTheFirstOfTwoAnswersIsCutOff() {
        InMemoryEdge.Peer peer = edge.connect();
        peer.setReading(false);

        peer.send(EngineRequests.request("GET /health HTTP/1.1", List.of(), "").repeat(2));
        edge.advance();

        assertThat(peer.isOpen()).isFalse();
    }

    /** Each connection's bodies are limited, but there may be many connections. */
    @Test
    void bodiesThatTogetherAreTooLargeAreTurnedAway() {
        String unfinished = EngineRequests.request("POST /api/patients HTTP/1.1", List.of("Content-Length: 5000"), "")
                + "x".repeat(4_900);
        List<InMemoryEdge.Peer> peers = IntStream.range(0, 4)
                .mapToObj(i -> edge.connect())
                .peek(peer -> peer.send(unfinished))
                .toList();
        InMemoryEdge.Peer last = edge.connect();
        last.send(unfinished);

        InMemoryEdge.Peer oldest = peers.get(0);
        assertThat(oldest.received())
                .startsWith("HTTP/1.1 503")
                .contains("\r\nconnection: close\r\n")
                .endsWith("{\"success\":false,\"error\":\"Server is busy\",\"code\":\"OVERLOADED\"}");
        assertThat(oldest.isOpen()).as("while its body arrives").isTrue();
        oldest.send("x".repeat(100));
        assertThat(oldest.isOpen()).isFalse();
        assertThat(last.exchange("x".repeat(100))).startsWith("HTTP/1.1 404");
        assertThat(peers.get(3).exchange("x".repeat(100))).startsWith("HTTP/1.1 404");
    }

    @Test
    void aQueryOfThousandsOfParametersIsRefused() {
        InMemoryEdge.Peer peer = edge.connect();

        assertThat(peer.exchange(EngineRequests.request(
                        "GET /socket.io/?" + "a&".repeat(1_900) + "EIO=4&transport=polling HTTP/1.1", List.of(), "")))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aSecondRequestThatNeverEndsIsCutOff() {
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(EngineRequests.request("GET /health HTTP/1.1", List.of(), ""));

        peer.send("GET /health HT");
        edge.advance();

        assertThat(peer.isOpen()).isFalse();
    }
}
