package dev.carewire.demo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The polling client against a socket that the test answers. */
final class PollingClientTest {

    private static final String TARGET = "/socket.io/?EIO=4&transport=polling&tenant=bench-3";
    private static final String OPEN = response("Content-Length", "0{\"sid\":\"x\",\"upgrades\":[]}");
    private static final String EVENT = "42[\"user:status\",{}]";

    private ServerSocket listening;
    private Swarm swarm;
    private PollingClient client;

    @BeforeEach
    void connects() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        swarm = Swarm.of(listening.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        swarm.close();
        listening.close();
    }

    private Socket connect(ServerType type) throws IOException {
        client = new PollingClient(0, 3, swarm, type, "40");
        swarm.add(client);
        client.connect();
        return listening.accept();
    }

    @Test
    void connectsPollsAndAnswersPings() throws IOException {
        try (Socket served = connect(ServerType.CAREWIRE)) {
            assertThat(request(served, "\r\n\r\n")).startsWith("GET " + TARGET + " HTTP/1.1\r\n");
            answer(served, OPEN);
            assertThat(request(served, "40")).startsWith("POST " + TARGET + "&sid=x HTTP/1.1\r\n");
            answer(served, response("content-length", "ok"));
            assertThat(request(served, "\r\n\r\n")).startsWith("GET " + TARGET + "&sid=x ");
            answer(served, response("CONTENT-LENGTH", "40{\"sid\":\"y\"}\u001e" + EVENT + "\u001e2"));
            assertThat(request(served, "\r\n\r\n3")).startsWith("POST " + TARGET + "&sid=x ");
            assertThat(client.isReady()).isTrue();
            assertThat(client.events()).isEqualTo(1);
        }
    }

    @Test
    void opensAConnectionPerRequestIfTheServerClosesThem() throws IOException {
        try (Socket first = connect(ServerType.NETTY)) {
            request(first, "\r\n\r\n");
            answer(first, OPEN);
            swarm.pump(5_000);
            try (Socket second = listening.accept()) {
                assertThat(request(second, "40")).startsWith("POST " + TARGET + "&sid=x ");
            }
        }
    }

    @Test
    void aResponseWithoutLengthFailsTheRun() throws IOException {
        try (Socket served = connect(ServerType.CAREWIRE)) {
            request(served, "\r\n\r\n");
            answer(served, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            assertThatThrownBy(() -> swarm.pumpFor(5_000)).hasMessageContaining("without Content-Length");
        }
    }

    private static String response(String lengthHeader, String body) {
        return "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n" + lengthHeader + ": " + body.length() + "\r\n\r\n"
                + body;
    }

    private static void answer(Socket served, String response) throws IOException {
        served.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The client's next request, which ends with {@code end}. */
    private String request(Socket served, String end) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith(end)) {
            swarm.pump(20);
            for (int available = served.getInputStream().available(); available > 0; available--) {
                request.append((char) served.getInputStream().read());
            }
        }
        return request.toString();
    }
}
