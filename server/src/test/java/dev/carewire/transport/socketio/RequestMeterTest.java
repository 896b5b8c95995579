package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.websocket.WebSocketBytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The measurement of Socket.IO requests by the port. It measured none of them. */
class RequestMeterTest {

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertForgetsEverything();
    }

    @Test
    void measuresOpeningsPostsAndPollsWithTheirWait() {
        String sid = edge.openPolling();
        InMemoryEdge.Peer peer = edge.connect();
        peer.exchange(EngineRequests.post(sid, "40{\"user\":\"ann\"}"));
        peer.exchange(EngineRequests.poll(sid));
        edge.takeAnswers();
        peer.send(EngineRequests.poll(sid));
        assertThat(edge.takeAnswers()).isEmpty();

        edge.advance(Duration.ofSeconds(20));
        edge.publishToTenant();

        assertThat(edge.takeAnswers()).containsExactly("POLL GET /socket.io/ 200 20000 ms");
        peer.exchange(EngineRequests.post(sid, "42[\"hello\"]"));
        assertThat(edge.takeAnswers()).containsExactly("REQUEST POST /socket.io/ 200 0 ms");
        edge.openPolling();
        assertThat(edge.takeAnswers()).containsExactly("REQUEST GET /socket.io/ 200 0 ms");
    }

    @Test
    void measuresPipelinedRequestsOneByOne() {
        String sid = edge.openPolling();
        InMemoryEdge.Peer peer = edge.connect();
        edge.takeAnswers();

        peer.exchange(EngineRequests.post(sid, "40{\"user\":\"ann\"}")
                + EngineRequests.poll(sid)
                + EngineRequests.post(sid, "42[\"hello\"]"));

        assertThat(edge.takeAnswers())
                .containsExactly(
                        "REQUEST POST /socket.io/ 200 0 ms",
                        "POLL GET /socket.io/ 200 0 ms",
                        "REQUEST POST /socket.io/ 200 0 ms");
    }

    @Test
    void measuresRefusedRequestsUnderTheirEndpoint() {
        InMemoryEdge.Peer peer = edge.connect();

        peer.exchange(EngineRequests.poll("no-session"));
        peer.exchange(
                EngineRequests.open().replace("/socket.io/", "/api/socket").replace("polling", "pigeon"));
        peer.exchange(EngineRequests.open().replace("Host: h", "Host: h\r\nOrigin: https://elsewhere.example"));

        assertThat(edge.takeAnswers())
                .containsExactly(
                        "POLL GET /socket.io/ 400 0 ms",
                        "REQUEST GET /api/socket/ 400 0 ms",
                        "REQUEST GET /socket.io/ 403 0 ms");
    }

    @Test
    void measuresTheOpeningOfAWebSocketAndNothingAfterIt() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"ann\"}"));

        assertThat(edge.takeAnswers()).containsExactly("REQUEST GET /socket.io/ 101 0 ms");
    }

    /** The port answers them, and no handler of the edge sees them. */
    @Test
    void measuresBodiesThatThePortRefuses() {
        String sid = edge.openPolling();
        edge.takeAnswers();

        edge.connect().send(EngineRequests.post(sid, "4" + "x".repeat(InMemoryEdge.MAX_PAYLOAD)));

        assertThat(edge.takeAnswers()).containsExactly("REQUEST POST /socket.io/ 413 0 ms");
        String late = edge.openPolling();
        edge.takeAnswers();
        InMemoryEdge.Peer slow = edge.connect();
        slow.send(EngineRequests.post(late, "40{\"user\":\"ann\"}").replace("\"}", ""));
        edge.advance(Duration.ofSeconds(31));
        assertThat(edge.takeAnswers()).containsExactly("REQUEST POST /socket.io/ 408 0 ms");
    }

    /** A client chooses path and method. */
    @Test
    void namesRequestsByRouteAndWithoutOneByNone() {
        InMemoryEdge.Peer peer = edge.connect();

        peer.exchange(EngineRequests.request("GET /health HTTP/1.1", List.of(), ""));
        peer.exchange(EngineRequests.request("HEAD /health HTTP/1.1", List.of(), ""));
        peer.exchange(EngineRequests.request("GET /of/a/client HTTP/1.1", List.of(), ""));
        peer.exchange(EngineRequests.request("PIGEON /socket.io/?EIO=4&transport=polling HTTP/1.1", List.of(), ""));

        assertThat(edge.takeAnswers())
                .containsExactly(
                        "REQUEST GET /health 200 0 ms",
                        "REQUEST GET /health 200 0 ms",
                        "REQUEST none none 404 0 ms",
                        "REQUEST other /socket.io/ 400 0 ms");
    }

    @Test
    void measuresWhatThePortRefusesOfTheHttpApi() {
        edge.connect()
                .send(EngineRequests.request(
                        "POST /health HTTP/1.1", List.of("Content-Length: " + 2 * InMemoryEdge.MAX_PAYLOAD), "x"));
        edge.connect().send("GET /health HTTP/1.1\r\nHost: ");
        edge.advance(Duration.ofSeconds(11));

        assertThat(edge.takeAnswers())
                .containsExactlyInAnyOrder("REQUEST none none 413 0 ms", "REQUEST none none 408 0 ms");
    }
}
