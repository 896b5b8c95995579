package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.app.wiring.Server;
import dev.carewire.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes of a whole server. */
class MetricsScrapeTest {

    private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";
    private static final String SCRAPER = "the-token-of-the-scraper";

    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    /** Regression: from the first garbage collection on, the counter of a running server stood still. */
    @Test
    void countsTheEscalationsWithoutARecipientAfterAGarbageCollection() throws Exception {
        try (Server server = start()) {
            assertThat(scrape(server)).contains("\ncarewire_escalations_unreached_total 0.0\n");
            System.gc();
            notifyAbsentUser(server, "ada");
            notifyAbsentUser(server, "bob");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(scrape(server)).contains("\ncarewire_escalations_unreached_total 2.0\n"));
        }
    }

    @Test
    void showsTheStateOfTheDatabase() throws Exception {
        try (Server server = start()) {
            assertThat(scrape(server))
                    .contains("\ncarewire_database_writable 1.0\n")
                    .contains("\ncarewire_database_connections{state=\"active\"} ")
                    .contains("\ncarewire_database_connections{state=\"idle\"} ")
                    .contains("\ncarewire_database_waiting 0.0\n")
                    .contains("\ncarewire_database_failures_total{reason=\"away\"} 0.0\n")
                    .contains("\ncarewire_database_failures_total{reason=\"busy\"} 0.0\n");
        }
    }

    @Test
    void showsTheMemoryBudgets() throws Exception {
        try (Server server = start()) {
            String scrape = scrape(server);

            for (String budget : List.of("unauthenticated", "incoming_bodies", "outbound", "rings")) {
                assertThat(scrape)
                        .contains("\ncarewire_memory_held_bytes{budget=\"" + budget + "\"} ")
                        .containsPattern("\ncarewire_memory_max_bytes\\{budget=\"" + budget + "\"} [1-9]")
                        .contains("\ncarewire_memory_yields_total{budget=\"" + budget + "\"} 0.0\n");
            }
        }
    }

    /** A server whose escalations have no step but the user, and end after 100 ms. */
    private Server start() throws BadConfigException {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("CAREWIRE_AUTH_SECRET", SECRET),
                Map.entry("CAREWIRE_SERVER_HOST", "127.0.0.1"),
                Map.entry("CAREWIRE_SERVER_PORT", "0"),
                Map.entry("CAREWIRE_HTTP_METRICS_TOKEN", SCRAPER),
                Map.entry("CAREWIRE_TIMERS_INTERVAL", "100ms"),
                Map.entry("CAREWIRE_NOTIFICATIONS_START_DELAY", "0s"),
                Map.entry("CAREWIRE_NOTIFICATIONS_RETRY_FIRST", "100ms"),
                Map.entry("CAREWIRE_NOTIFICATIONS_RETRIES", "0"),
                Map.entry("CAREWIRE_NOTIFICATIONS_ESCALATION", "user"));
        ConfigSources sources =
                new ConfigSources(Optional.empty(), home, environment, Map.of(), ConfigSources.DemoSecretUse.NEVER);
        return Server.start(ConfigReader.read(sources, warning -> {}), clock);
    }

    private void notifyAbsentUser(Server server, String user) throws Exception {
        String token = JWT.create()
                .withClaim("userId", "dr-chen")
                .withClaim("tenantId", "clinic-1")
                .withClaim("role", "doctor")
                .withExpiresAt(clock.instant().plus(Duration.ofHours(1)))
                .sign(Algorithm.HMAC256(SECRET));
        Map<String, Object> notification =
                Map.of("userId", user, "title", "Marker", "message", "Please", "mustAcknowledge", true);
        HttpResponse<String> answer = exchange(request(server, "/api/notifications", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(notification))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String scrape(Server server) throws Exception {
        return exchange(request(server, "/metrics", SCRAPER)).body();
    }

    private static HttpRequest.Builder request(Server server, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
