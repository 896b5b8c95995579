package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose rest never arrives: the server answers them in time, as the reference server does. */
class UnfinishedRequestsTest {

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertServes();
        edge.assertForgetsEverything();
        assertThat(edge.memory().incoming().heldBytes()).isZero();
    }

    @Test
    void aHeadHasTenSeconds() {
        InMemoryEdge.Peer peer = edge.connect();
        peer.send("GET /health HTTP/1.1\r\nHost: h\r\n");
        edge.advance(Duration.ofSeconds(5));
        peer.send("X-Slow: a");
        edge.advance(Duration.ofMillis(4_999));
        assertThat(peer.received()).isEmpty();

        edge.advance(Duration.ofMillis(1));

        assertThat(peer.received()).startsWith("HTTP/1.1 408 ");
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void aPollingPostHasThirtySecondsAndEndsItsSession() {
        String sid = edge.openPolling();
        assertThat(edge.connect().exchange(EngineRequests.post(sid, "40{\"user\":\"a\"}")))
                .startsWith("HTTP/1.1 200 ");
        String post = EngineRequests.post(sid, "42[\"" + "x".repeat(1_000) + "\"]");
        InMemoryEdge.Peer peer = edge.connect();
        peer.send(post.substring(0, post.length() - 500));
        edge.advance(Duration.ofSeconds(15));
        peer.send("xx");
        edge.advance(Duration.ofMillis(14_999));
        assertThat(peer.received()).isEmpty();

        edge.advance(Duration.ofMillis(1));

        assertThat(peer.received()).startsWith("HTTP/1.1 408 ");
        assertThat(edge.connect().exchange(EngineRequests.poll(sid)))
                .startsWith("HTTP/1.1 400 ")
                .contains("Session ID unknown");
    }
}
