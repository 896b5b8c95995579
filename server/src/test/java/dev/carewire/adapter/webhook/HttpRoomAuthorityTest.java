package dev.carewire.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.carewire.adapter.SilentServer;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.authorization.RoomAuthority.Answer;
import dev.carewire.authorization.RoomQuestion;
import dev.carewire.identity.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoomAuthorityTest {

    private static final String SECRET = "known to both of us";
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final RoomQuestion QUESTION =
            new RoomQuestion(new TenantId("tenant-1"), "dr-chen", List.of("admin", "doctor"), "thread:7");

    private final StubHttpServer system = new StubHttpServer();
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        system.close();
    }

    private static HttpRoomAuthority authority(int port, Duration timeout) {
        return new HttpRoomAuthority(
                URI.create("http://127.0.0.1:" + port + "/rooms"), SECRET, timeout, Clock.fixed(AT, ZoneOffset.UTC));
    }

    private Answer ask(Duration timeout, HttpHandler handler) {
        return ask(authority(system.serve("/rooms", handler), timeout));
    }

    private static Answer ask(HttpRoomAuthority authority) {
        return authority.ask(QUESTION).toCompletableFuture().join();
    }

    @Test
    void waitsNoLongerForANetworkThatSwallowsPackets() throws Exception {
        try (SilentServer silent = SilentServer.swallowing()) {
            assertThat(ask(authority(silent.port(), Duration.ofMillis(300)))).isEqualTo(Answer.NONE);
        }
    }

    @Test
    void sendsTheSignedQuestion() throws Exception {
        assertThat(ask(Duration.ofSeconds(30), exchange -> {
                    requests.add(exchange.getRequestMethod());
                    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    requests.add(exchange.getRequestHeaders().getFirst("x-carewire-signature"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                }))
                .isEqualTo(Answer.ALLOWED);

        String body =
                "{\"user\":\"dr-chen\",\"roles\":[\"admin\",\"doctor\"],\"tenant\":\"tenant-1\",\"room\":\"thread:7\"}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of()
                .formatHex(mac.doFinal((AT.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8)));
        assertThat(requests).containsExactly("POST", body, "t=" + AT.getEpochSecond() + ",v1=" + signature);
    }

    @ParameterizedTest
    @CsvSource({
        "200, ALLOWED",
        "403, REFUSED",
        "201, NONE",
        "204, NONE",
        "302, NONE",
        "401, NONE",
        "404, NONE",
        "500, NONE"
    })
    void onlyTwoStatusesAreAnswers(int status, Answer answer) {
        assertThat(ask(Duration.ofSeconds(30), exchange -> {
                    exchange.getResponseHeaders().add("location", "/elsewhere");
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                }))
                .isEqualTo(answer);
    }

    @Test
    void givesUpWaitingForASystemThatHangs() {
        assertThat(ask(Duration.ofMillis(200), exchange -> system.hang())).isEqualTo(Answer.NONE);
    }

    @Test
    void givesUpWaitingForAnAnswerThatDoesNotEnd() {
        assertThat(ask(Duration.ofMillis(200), exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    system.hang();
                }))
                .isEqualTo(Answer.NONE);
    }

    @Test
    void asksAgainAfterTheSystemHasRestarted() throws Exception {
        HttpServer before = server(0);
        int port = before.getAddress().getPort();
        HttpRoomAuthority authority = authority(port, Duration.ofSeconds(30));
        assertThat(ask(authority)).isEqualTo(Answer.ALLOWED);

        before.stop(0);
        assertThat(ask(authority)).isEqualTo(Answer.NONE);

        HttpServer after = server(port);
        try {
            assertThat(ask(authority)).isEqualTo(Answer.ALLOWED);
        } finally {
            after.stop(0);
        }
    }

    private static HttpServer server(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/rooms", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
