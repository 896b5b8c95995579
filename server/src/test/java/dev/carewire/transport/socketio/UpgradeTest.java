package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.websocket.WebSocketBytes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Polls during an upgrade. Messages may arrive out of order, since each of the client's connections has its own loop.
 */
class UpgradeTest {

    private final InMemoryEdge edge = new InMemoryEdge();
    private final String sid = edge.openPolling();
    private final InMemoryEdge.Peer polling = edge.connect();
    private InMemoryEdge.Peer webSocket = polling;

    private void poll() {
        polling.send(EngineRequests.poll(sid));
    }

    @BeforeEach
    void nothingWaits() {
        assertThat(polling.received()).isEmpty();
    }

    @AfterEach
    void nothingIsLeft() {
        webSocket.close();
        edge.assertForgetsEverything();
    }

    private void tries() {
        webSocket = edge.webSocket("&sid=" + sid);
        assertThat(webSocket.received()).startsWith("HTTP/1.1 101");
    }

    private void says(String packet) {
        webSocket.send(WebSocketBytes.text(packet));
    }

    @Test
    void endsThePollThatWaitsAsSoonAsTheWebSocketIsProbed() {
        poll();
        tries();
        assertThat(polling.received()).isEmpty();

        says("2probe");

        assertThat(polling.received()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n6");
    }

    @Test
    void refusesAPollThatOvertookTheProbeAndTheUpgrade() {
        tries();
        poll();
        says("2probe");
        assertThat(polling.received()).isEmpty();

        says("5");

        assertThat(polling.received()).startsWith("HTTP/1.1 400").contains("\"code\":3");
    }

    @Test
    void refusesAPollThatOvertookTheUpgrade() {
        tries();
        says("2probe");
        poll();
        assertThat(polling.received()).isEmpty();

        says("5");

        assertThat(polling.received()).startsWith("HTTP/1.1 400").contains("\"code\":3");
        says("40{\"user\":\"a\"}");
        assertThat(webSocket.received()).contains("40{\"sid\":\"");
    }

    @Test
    void letsNoPollWaitForAClientThatHasYetToSeeTheAnswerToItsProbe() {
        tries();
        says("2probe");
        for (int i = 0; i < 2; i++) {
            poll();
            assertThat(polling.received()).isEmpty();
            edge.advance(Duration.ofMillis(100));
            assertThat(polling.received()).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n6");
        }
    }
}
