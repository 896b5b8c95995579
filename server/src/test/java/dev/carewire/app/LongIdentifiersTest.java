package dev.carewire.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.app.wiring.Server;
import dev.carewire.json.Json;
import dev.carewire.transport.websocket.RawWebSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Regressions of users with long ids on a whole server. Formerly, a user with an id of 65 to 128 characters could
 * connect. From then on, every urgent alert and broadcast of that clinic was answered with 400.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class LongIdentifiersTest {

    private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";
    private static final List<String> USERS = List.of(
            "a".repeat(65),
            "b".repeat(128),
            "c".repeat(320),
            "Dr. Dana  North",
            "f:" + UUID.randomUUID() + ":" + "e".repeat(64) + "@" + "mail".repeat(40) + ".example",
            "ü".repeat(320));

    private final String tenant = "clinic of " + UUID.randomUUID() + " " + "t".repeat(128);
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<RawWebSocket> sockets = new ArrayList<>();

    @Parameter
    private TestDatabases database;

    @TempDir
    private Path home;

    private Server server;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CAREWIRE_AUTH_SECRET", SECRET,
                "CAREWIRE_SERVER_HOST", "127.0.0.1",
                "CAREWIRE_SERVER_PORT", "0",
                "CAREWIRE_NOTIFICATIONS_START_DELAY", "0s"));
        if (database == TestDatabases.POSTGRES) {
            environment.put("CAREWIRE_DATABASE_URL", database.config().address().url());
        }
        ConfigSources sources =
                new ConfigSources(Optional.empty(), home, environment, Map.of(), ConfigSources.DemoSecretUse.NEVER);
        server = Server.start(ConfigReader.read(sources, warning -> {}), clock);
    }

    @AfterEach
    void stop() {
        sockets.forEach(RawWebSocket::close);
        server.close();
    }

    private String token(String user) {
        return JWT.create()
                .withClaim("userId", user)
                .withClaim("tenantId", tenant)
                .withClaim("role", "doctor")
                .withExpiresAt(clock.instant().plus(Duration.ofHours(1)))
                .sign(Algorithm.HMAC256(SECRET));
    }

    private RawWebSocket open(String path) {
        RawWebSocket socket = new RawWebSocket(http, URI.create("ws://127.0.0.1:" + server.port() + path));
        sockets.add(socket);
        return socket;
    }

    /** A client of derm-app that has asked to join. */
    private RawWebSocket join(String user) {
        RawWebSocket socket = open("/socket.io/?EIO=4&transport=websocket");
        socket.send("40" + Json.write(Map.of("token", token(user), "tenantId", tenant)));
        return socket;
    }

    private RawWebSocket connect(String user) throws InterruptedException {
        RawWebSocket socket = join(user);
        awaitText(socket, "\"presence:snapshot\"");
        return socket;
    }

    /** Reads frames up to one that contains all {@code parts}. */
    private static void awaitText(RawWebSocket socket, String... parts) throws InterruptedException {
        String next;
        do {
            next = socket.next();
            assertThat(next).doesNotStartWith("closed").doesNotStartWith("44");
        } while (!Stream.of(parts).allMatch(next::contains));
    }

    private HttpResponse<String> post(String user, String path, Map<String, Object> body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + token(user))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aConnectedUserWithALongIdFailsNoUrgentAlertAndNoBroadcast() throws Exception {
        Map<String, RawWebSocket> clients = new HashMap<>();
        for (String user : USERS) {
            clients.put(user, connect(user));
        }

        Map<String, Object> text = Map.of("title", "Code blue", "message", "Room 2");
        HttpResponse<String> alert = post("dr-chen", "/api/notifications/urgent-alert", text);
        HttpResponse<String> broadcast = post("dr-chen", "/api/notifications/system-broadcast", text);

        assertThat(alert.statusCode()).as(alert.body()).isEqualTo(201);
        assertThat(alert.body()).contains("\"notified\":" + USERS.size());
        assertThat(broadcast.statusCode()).as(broadcast.body()).isEqualTo(201);
        for (RawWebSocket client : clients.values()) {
            awaitText(client, "notification:new", "urgent_alert");
            awaitText(client, "notification:new", "system_notification");
        }
    }

    @Test
    void aUserWithALongIdHasThreadsPresenceAndNotificationsThatAreRepeated() throws Exception {
        RawWebSocket colleague = connect("dr-chen");
        for (String user : USERS) {
            RawWebSocket client = connect(user);
            awaitText(colleague, "user:online", Json.write(user));

            HttpResponse<String> thread = post(user, "/api/threads", Map.of("subject", "Notes"));
            assertThat(thread.statusCode()).as(thread.body()).isEqualTo(201);
            String id = Json.parse(thread.body())
                    .field("data")
                    .flatMap(data -> data.text("id"))
                    .orElseThrow();
            client.send("420" + Json.write(List.of("message:join-thread", id)));
            awaitText(client, "430[");
            assertThat(post(user, "/api/threads/" + id + "/messages", Map.of("body", "Marker"))
                            .statusCode())
                    .isEqualTo(201);
            awaitText(client, "\"message:new\"");

            Map<String, Object> notification =
                    Map.of("userId", user, "title", "Marker", "message", "Please", "mustAcknowledge", true);
            assertThat(post("dr-chen", "/api/notifications", notification).statusCode())
                    .isEqualTo(201);
            awaitText(client, "notification:new", "Please");
            clock.advance(Duration.ofSeconds(10));
            awaitText(client, "notification:new", "Please");

            client.close();
            awaitText(colleague, "user:offline", Json.write(user));
        }
    }

    @Test
    void aUserWhoseIdDoesNotFitIsRefusedByEveryFamilyAsWithAnInvalidToken() throws Exception {
        String tooLong = "x".repeat(321);

        RawWebSocket socketIo = join(tooLong);
        assertThat(socketIo.next()).startsWith("0{");
        assertThat(socketIo.next()).isEqualTo("44{\"message\":\"Invalid authentication token\"}");
        assertThat(open("/ws?token=" + token(tooLong)).next()).isEqualTo("closed 1008 Authentication failed");
        RawWebSocket healthmate = open("/ws/combined");
        healthmate.send(Json.write(Map.of("type", "authenticate", "token", token(tooLong))));
        assertThat(List.of(healthmate.next(), healthmate.next(), healthmate.next())
                        .get(2))
                .contains("authentication_failed");
        assertThat(diagnoxixStatus(tooLong)).isEqualTo(401);
    }

    private int diagnoxixStatus(String user) {
        try {
            open("/v1/ws/notifications?user_id=" + URLEncoder.encode(user, UTF_8) + "&token=" + token(user));
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }
}
