package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.carewire.fixture.LogLines;
import dev.carewire.transport.session.SessionLifecycle;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reason that the log gives for the end of a session over Socket.IO. It had none. */
class DisconnectLogTest {

    private final InMemoryEdge edge = new InMemoryEdge();
    private final LogLines lines = new LogLines(SessionLifecycle.class, Level.DEBUG);

    @AfterEach
    void close() {
        lines.close();
        edge.assertForgetsEverything();
    }

    private InMemoryEdge.Peer connected() {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.send(WebSocketBytes.text("40{\"user\":\"ann\"}"));
        assertThat(peer.received()).contains("40{\"sid\":\"");
        return peer;
    }

    private void assertReason(Consumer<InMemoryEdge.Peer> end, String reason) {
        end.accept(connected());
        assertThat(lines.values("disconnected", "reason")).containsExactly(reason);
    }

    @Test
    void aClientThatLeavesItsNamespaceHasLeft() {
        assertReason(peer -> peer.send(WebSocketBytes.text("41")), "client_left");
    }

    @Test
    void aClientThatClosesItsSessionHasLeft() {
        assertReason(peer -> peer.send(WebSocketBytes.text("1")), "client_left");
    }

    @Test
    void aPageThatClosesItsWebSocketHasLeft() {
        assertReason(peer -> peer.send(WebSocketBytes.close(1001)), "client_left");
    }

    @Test
    void aConnectionThatEndsWithoutAWordIsLost() {
        assertReason(InMemoryEdge.Peer::close, "connection_lost");
    }

    @Test
    void aPollingClientThatClosesItsSessionHasLeft() {
        String sid = edge.openPolling();
        InMemoryEdge.Peer peer = edge.connect();
        peer.exchange(EngineRequests.post(sid, "40{\"user\":\"ann\"}"));

        peer.exchange(EngineRequests.post(sid, "1"));

        assertThat(lines.values("disconnected", "reason")).containsExactly("client_left");
    }

    @Test
    void aSilentClientHasTheReasonOfTheMetrics() {
        assertReason(
                peer -> {
                    edge.advance(InMemoryEdge.SILENCE);
                    edge.advance(InMemoryEdge.SILENCE);
                },
                "ping_timeout");
    }

    @Test
    void aClientThatBreaksTheProtocolHasTheReasonOfTheMetrics() {
        assertReason(peer -> peer.send(WebSocketBytes.text("no packet")), "protocol_error");
    }

    @Test
    void bothLinesHaveFamilyAndAddress() {
        connected().close();

        assertThat(lines.fields("connected")).containsExactly("session", "tenant", "family", "address", "resumed");
        assertThat(lines.fields("disconnected"))
                .containsExactly("session", "tenant", "family", "address", "reason", "resumable");
    }
}
