package dev.carewire.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.carewire.adapter.SilentServer;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.event.NotificationPriority;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Webhook.UnacknowledgedNotification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookTest {

    private static final String SECRET = "known to both of us";
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final UnacknowledgedNotification UNANSWERED = new UnacknowledgedNotification(
            new TenantId("tenant-1"), "notify-1", "nurse-ada", "urgent_alert", NotificationPriority.EMERGENCY, AT);

    private final StubHttpServer receiver = new StubHttpServer();
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        receiver.close();
    }

    private boolean call(Duration timeout, HttpHandler handler) {
        return webhook(receiver.serve("/hook", handler), timeout).call(UNANSWERED);
    }

    private static HttpWebhook webhook(int port, Duration timeout) {
        return new HttpWebhook(
                URI.create("http://127.0.0.1:" + port + "/hook"), SECRET, timeout, Clock.fixed(AT, ZoneOffset.UTC));
    }

    @Test
    void waitsNoLongerForANetworkThatSwallowsPackets() throws Exception {
        try (SilentServer silent = SilentServer.swallowing()) {
            assertThat(webhook(silent.port(), Duration.ofMillis(300)).call(UNANSWERED))
                    .isFalse();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void sendsIdsAndKindsAloneAndSignsThem() throws Exception {
        assertThat(call(Duration.ofSeconds(30), exchange -> {
                    requests.add(exchange.getRequestMethod());
                    requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    requests.add(exchange.getRequestHeaders().getFirst("x-carewire-signature"));
                    requests.add(exchange.getRequestHeaders().getFirst("idempotency-key"));
                    answer(exchange, 204);
                }))
                .isTrue();

        String body =
                "{\"event\":\"notification.unanswered\",\"tenantId\":\"tenant-1\",\"notificationId\":\"notify-1\","
                        + "\"userId\":\"nurse-ada\",\"type\":\"urgent_alert\",\"priority\":\"emergency\","
                        + "\"createdAt\":\"2026-11-20T15:00:00.250Z\"}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of()
                .formatHex(mac.doFinal((AT.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8)));
        assertThat(requests).containsExactly("POST", body, "t=" + AT.getEpochSecond() + ",v1=" + signature, "notify-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 500, 503})
    void takesNoOtherStatusForAConfirmation(int status) {
        assertThat(call(Duration.ofSeconds(30), exchange -> {
                    exchange.getResponseHeaders().add("location", "/elsewhere");
                    answer(exchange, status);
                }))
                .isFalse();
    }

    @Test
    void givesUpWaitingForAReceiverThatHangs() {
        assertThat(call(Duration.ofMillis(200), exchange -> receiver.hang())).isFalse();
    }

    @Test
    void givesUpWaitingForAnAnswerThatDoesNotEnd() {
        assertThat(call(Duration.ofMillis(200), exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    receiver.hang();
                }))
                .isFalse();
    }

    @Test
    void noReceiverIsNoConfirmation() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(webhook(free, Duration.ofSeconds(30)).call(UNANSWERED)).isFalse();
    }
}
