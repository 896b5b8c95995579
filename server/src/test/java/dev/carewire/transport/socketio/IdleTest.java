package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.websocket.WebSocketBytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that carry no messages for an hour. Pings are sent every minute. */
class IdleTest {

    private static final String CLOSED = "idle";

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertForgetsEverything();
    }

    private InMemoryEdge.Peer client(String version) {
        InMemoryEdge.Peer peer = edge.webSocket(version, "&token=a");
        if (version.equals("EIO=4")) {
            peer.send(WebSocketBytes.text("40{\"user\":\"a\"}"));
        }
        assertThat(peer.received()).contains("40");
        return peer;
    }

    /** Advances the time while the clients send only heartbeats. */
    private void pass(int minutes, String heartbeat, List<InMemoryEdge.Peer> peers) {
        for (int i = 0; i < minutes; i++) {
            edge.advance(Duration.ofMinutes(1));
            peers.forEach(peer -> peer.send(WebSocketBytes.text(heartbeat)));
        }
    }

    @Test
    void aClientThatOnlyAnswersPingsIsClosedAfterTheTime() {
        InMemoryEdge.Peer peer = client("EIO=4");

        pass(60, "3", List.of(peer));
        assertThat(peer.isOpen()).isTrue();
        pass(1, "3", List.of(peer));

        assertThat(peer.received()).endsWith(CLOSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSaysOrIsToldSomethingIsKept(boolean says) {
        InMemoryEdge.Peer peer = client("EIO=4");
        pass(30, "3", List.of(peer));
        if (says) {
            peer.send(WebSocketBytes.text("42[\"hello\"]"));
        } else {
            edge.publishToTenant();
        }

        pass(60, "3", List.of(peer));
        assertThat(peer.isOpen()).isTrue();
        pass(1, "3", List.of(peer));

        assertThat(peer.received()).endsWith(CLOSED);
    }

    /** It sends nothing when it connects, so its hour starts a minute earlier. */
    @Test
    void aClientOfTheThirdVersionThatOnlyPingsIsClosedToo() {
        InMemoryEdge.Peer peer = client("EIO=3");

        pass(59, "2", List.of(peer));
        assertThat(peer.isOpen()).isTrue();
        pass(1, "2", List.of(peer));

        assertThat(peer.received()).endsWith(CLOSED);
    }
}
