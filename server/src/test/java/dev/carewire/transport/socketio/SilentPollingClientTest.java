package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.websocket.WebSocketBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Polling clients that vanish without a close, and whose user is at the limit of sessions. The ping interval is a minute, so such a client
 * counts as gone after 62 s without a request. A version 3 client pings by itself; the server cannot ask it.
 */
class SilentPollingClientTest {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final InMemoryEdge edge = new InMemoryEdge();

    @AfterEach
    void nothingIsLeft() {
        edge.assertForgetsEverything();
    }

    /** Opens sessions of one user up to the limit; returns their ids. */
    private List<String> fill(String version) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < InMemoryEdge.MAX_SESSIONS; i++) {
            String sid = edge.openPolling(version + "&token=a");
            if (version.equals("EIO=4")) {
                post(version, sid, "40{\"user\":\"a\"}");
            }
            ids.add(sid);
        }
        return ids;
    }

    /** The server's answer to a payload, as in a request of its own. */
    private String post(String version, String sid, String packet) {
        String payload = version.equals("EIO=3") ? packet.length() + ":" + packet : packet;
        InMemoryEdge.Peer peer = edge.connect();
        String answer = peer.exchange(EngineRequests.post(sid, payload).replace("EIO=4", version));
        peer.close();
        return answer;
    }

    private String poll(String version, String sid) {
        InMemoryEdge.Peer peer = edge.connect();
        String answer = peer.exchange(EngineRequests.poll(sid).replace("EIO=4", version));
        peer.close();
        return answer;
    }

    /** Whether one more client of the user receives a session. */
    private boolean admitsAnother() {
        InMemoryEdge.Peer next = edge.webSocket("");
        next.send(WebSocketBytes.text("40{\"user\":\"a\"}"));
        String received = next.received();
        next.close();
        return received.contains("40{\"sid\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3", "EIO=4"})
    void clientsThatSentNothingForAPingIntervalMakeRoom(String version) {
        List<String> ids = fill(version);
        edge.advance(INTERVAL.plusSeconds(1));
        assertThat(post(version, ids.get(0), version.equals("EIO=3") ? "2" : "3"))
                .startsWith("HTTP/1.1 200");
        assertThat(admitsAnother()).as("before the time to answer is over").isFalse();

        edge.advance(Duration.ofSeconds(2));

        assertThat(admitsAnother()).isTrue();
        assertThat(poll(version, ids.get(0))).as("the client that answers").startsWith("HTTP/1.1 200");
        assertThat(poll(version, ids.get(1))).contains("Session ID unknown");
    }

    @Test
    void clientsThatPingKeepTheirPlaces() {
        List<String> ids = fill("EIO=3");
        for (int minute = 0; minute < 5; minute++) {
            edge.advance(INTERVAL);
            ids.forEach(sid -> assertThat(post("EIO=3", sid, "2")).startsWith("HTTP/1.1 200"));
            assertThat(admitsAnother()).isFalse();
        }
    }
}
