package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.app.wiring.Server;
import dev.carewire.transport.websocket.RawWebSocket;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends every message type of every family in a wrong state of the connection or in a wrong format. Checks the
 * response, and whether the connection stays open. The families' own tables cover invalid fields.
 */
class BadInputTest {

    private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** Long enough ago that differences between clocks do not matter. */
    private static final Duration OVER = Duration.ofMinutes(-1);

    /** The way in which a message is wrong. */
    private enum Fault {
        BEFORE_AUTHENTICATION,
        WITH_A_TOKEN_THAT_HAS_EXPIRED,
        AFTER_THE_TOKEN_HAS_EXPIRED,
        AS_BYTES,
        AS_JSON_THAT_IS_NO_OBJECT
    }

    private static final Family STANDARD = new SocketIo(
            "derm-app",
            "/socket.io/",
            "Invalid authentication token",
            List.of("presence:snapshot"),
            "ambient:audio-chunk ambient:join ambient:leave ambient:recording-complete assistant:ask assistant:cancel call:answer"
                    + " call:candidate call:hangup call:offer message:join-thread message:leave-thread message:typing"
                    + " notification:acknowledge notification:dismiss notification:mark-read notification:preferences"
                    + " notification:seen patient-flow:subscribe patient-flow:unsubscribe patient:viewing"
                    + " provider-queue:subscribe provider-queue:unsubscribe room-board:subscribe room-board:unsubscribe"
                    + " user:status vitals:record vitals:threshold");

    private static final Family CLINIC = new SocketIo(
            "the clinic system",
            "/api/socket/",
            "Authentication failed",
            List.of(),
            "ping subscribe:appointments subscribe:invoices subscribe:prescriptions subscribe:queue subscribe:visits"
                    + " unsubscribe:appointments unsubscribe:queue unsubscribe:visits");

    private static final Family KENEY = new Plain(
            "KeneyApp",
            "/ws?",
            "authenticate join_room leave_room message ping subscribe unsubscribe",
            Map.of(
                    Fault.BEFORE_AUTHENTICATION, List.of("closed 1008 Missing authentication token"),
                    Fault.WITH_A_TOKEN_THAT_HAS_EXPIRED, List.of("closed 1008 Authentication failed"),
                    Fault.AFTER_THE_TOKEN_HAS_EXPIRED, List.of("connected", "welcome", "closed 1008 token expired"),
                    Fault.AS_BYTES, List.of("connected", "welcome", "\"error\":\"Invalid JSON\"", "pong"),
                    Fault.AS_JSON_THAT_IS_NO_OBJECT,
                            List.of("connected", "welcome", "\"error\":\"Internal server error\"", "pong")));

    private static final Family KENEY_NOTIFICATIONS =
            new Plain("KeneyApp's notifications", "/ws/notifications/dr-chen?", "authenticate ping", KENEY.told(""));

    private static final Family DIAGNOXIX = new Plain(
            "Diagnoxix",
            "/v1/ws/notifications?user_id=dr-chen&",
            "authenticate mark_read ping",
            Map.of(
                    Fault.BEFORE_AUTHENTICATION, List.of("refused 401"),
                    Fault.WITH_A_TOKEN_THAT_HAS_EXPIRED, List.of("refused 401"),
                    Fault.AFTER_THE_TOKEN_HAS_EXPIRED, List.of("connection_established", "closed 1008 token expired"),
                    Fault.AS_BYTES, List.of("connection_established", "pong"),
                    Fault.AS_JSON_THAT_IS_NO_OBJECT, List.of("connection_established", "pong")));

    @TempDir
    private static Path home;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final TestClock CLOCK = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = Map.of(
                "CAREWIRE_AUTH_SECRET", SECRET,
                "CAREWIRE_SERVER_HOST", "127.0.0.1",
                "CAREWIRE_SERVER_PORT", "0",
                "CAREWIRE_AUTH_EXPIRED_SESSIONS", "close",
                "CAREWIRE_AUTH_CLOCK_SKEW", "0s",
                "CAREWIRE_LIMITS_CONNECTS_BURST_PER_ADDRESS", "10000");
        ConfigSources sources =
                new ConfigSources(Optional.empty(), home, environment, Map.of(), ConfigSources.DemoSecretUse.NEVER);
        List<String> warnings = new ArrayList<>();
        Config config = ConfigReader.read(sources, warnings::add);
        assertThat(warnings).isEmpty();
        server = Server.start(config, CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String token(Duration left) {
        return JWT.create()
                .withSubject("dr-chen")
                .withClaim("userId", "dr-chen")
                .withClaim("tenantId", "tenant-1")
                .withClaim("role", "doctor")
                .withExpiresAt(CLOCK.instant().plus(left))
                .sign(Algorithm.HMAC256(SECRET));
    }

    @TestFactory
    Stream<DynamicTest> aMessageThatDoesNotBelongThereIsAnsweredInTheFamilysWordsAndDoesNothing() {
        return Stream.of(STANDARD, CLINIC, KENEY, KENEY_NOTIFICATIONS, new Healthmate(), DIAGNOXIX)
                .flatMap(family -> Stream.of(Fault.values())
                        .flatMap(fault -> family.types()
                                .map(type -> DynamicTest.dynamicTest(
                                        family.name() + ": " + type + " " + fault,
                                        () -> assertTold(family, type, fault)))));
    }

    private static void assertTold(Family family, String type, Fault fault) throws InterruptedException {
        List<String> expected = family.told(type).get(fault);

        List<String> told = family.transcript(type, fault);

        assertThat(told).as(String.join("\n", told)).hasSameSizeAs(expected);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).contains(expected.get(i));
        }
    }

    @Test
    void aClientThatGoesOnTalkingIsNotCutOffBeforeItHasReadWhyItIsSentAway() throws Exception {
        String request = """
                GET /ws HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """.replace("\n", "\r\n");
        byte[] emptyText = {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0};
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = client.getOutputStream();
            InputStream in = client.getInputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));

            String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 101 ").endsWith("Missing authentication token");
            for (int i = 0; i < 10; i++) {
                out.write(emptyText);
            }
        }
    }

    private static String token(Fault fault) {
        return switch (fault) {
            case BEFORE_AUTHENTICATION -> "";
            case WITH_A_TOKEN_THAT_HAS_EXPIRED -> token(OVER);
            case AFTER_THE_TOKEN_HAS_EXPIRED, AS_BYTES, AS_JSON_THAT_IS_NO_OBJECT -> token(LIFETIME);
        };
    }

    /** The clients of one family. */
    private abstract static class Family {

        private final String name;
        private final String types;

        private Family(String name, String types) {
            this.name = name;
            this.types = types;
        }

        String name() {
            return name;
        }

        /** The message types, each of which is sent on a connection of its own. */
        Stream<String> types() {
            return Stream.of(types.split(" "));
        }

        /** The expected response to each kind of fault: a part of each frame, in order. */
        abstract Map<Fault, List<String>> told(String type);

        /** Opens a connection and sends everything that precedes the message. */
        abstract RawWebSocket open(String token);

        abstract void say(RawWebSocket socket, String type, Fault fault);

        /** Sends a message that is always answered, with a response that no other message has. */
        abstract String sayLast(RawWebSocket socket);

        List<String> transcript(String type, Fault fault) throws InterruptedException {
            List<String> told = new ArrayList<>();
            try (RawWebSocket socket = open(token(fault))) {
                if (fault != Fault.BEFORE_AUTHENTICATION && fault != Fault.WITH_A_TOKEN_THAT_HAS_EXPIRED) {
                    List<String> greetingAndEnd = told(type).get(Fault.AFTER_THE_TOKEN_HAS_EXPIRED);
                    listen(socket, told, greetingAndEnd.get(greetingAndEnd.size() - 2));
                }
                if (fault == Fault.AFTER_THE_TOKEN_HAS_EXPIRED) {
                    CLOCK.advance(LIFETIME);
                }
                String last = "closed";
                try {
                    say(socket, type, fault);
                    last = sayLast(socket);
                } catch (CompletionException closed) {
                    assertThat(closed).hasMessageContaining("Output closed");
                }
                if (told.isEmpty() || !told.get(told.size() - 1).startsWith("closed")) {
                    listen(socket, told, last);
                }
                return told;
            } catch (CompletionException refused) {
                assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
                return List.of("refused "
                        + ((WebSocketHandshakeException) refused.getCause())
                                .getResponse()
                                .statusCode());
            }
        }

        private static void listen(RawWebSocket socket, List<String> told, String last) throws InterruptedException {
            String next;
            do {
                next = socket.next();
                told.add(next);
            } while (!next.startsWith("closed") && !next.contains(last));
        }

        static RawWebSocket connect(String path) {
            return new RawWebSocket(HTTP, URI.create("ws://127.0.0.1:" + server.port() + path));
        }
    }

    private static final class SocketIo extends Family {

        private final String path;
        private final String refusal;
        private final List<String> greeting;

        /** @param greeting the messages after admission */
        private SocketIo(String name, String path, String refusal, List<String> greeting, String types) {
            super(name, types);
            this.path = path;
            this.refusal = refusal;
            this.greeting = greeting;
        }

        @Override
        Map<Fault, List<String>> told(String type) {
            String bytes =
                    type.equals("ambient:audio-chunk") ? "recordingId: invalid" : "attachments: 1 (expected: none)";
            return Map.of(
                    Fault.BEFORE_AUTHENTICATION, refused("Authentication token required"),
                    Fault.WITH_A_TOKEN_THAT_HAS_EXPIRED, refused(refusal),
                    Fault.AFTER_THE_TOKEN_HAS_EXPIRED, letIn("closed 1008 token expired"),
                    Fault.AS_BYTES, letIn(bytes, "event: unknown"),
                    Fault.AS_JSON_THAT_IS_NO_OBJECT, letIn("closed 1002 protocol error"));
        }

        private static List<String> refused(String reason) {
            return List.of("0{", "44{\"message\":\"" + reason + "\"}", "closed 1002 protocol error");
        }

        private List<String> letIn(String... then) {
            return Stream.of(List.of("0{", "40{"), greeting, List.of(then))
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        RawWebSocket open(String token) {
            RawWebSocket socket = connect(path + "?EIO=4&transport=websocket");
            socket.send(token.isEmpty() ? "40" : "40{\"token\":\"" + token + "\",\"tenantId\":\"tenant-1\"}");
            return socket;
        }

        @Override
        void say(RawWebSocket socket, String type, Fault fault) {
            if (fault == Fault.AS_BYTES) {
                socket.send("451-7[\"" + type + "\",{\"_placeholder\":true,\"num\":0}]");
                socket.send(new byte[] {1});
            } else if (fault == Fault.AS_JSON_THAT_IS_NO_OBJECT) {
                socket.send("42{\"" + type + "\":1}");
            } else {
                socket.send("42[\"" + type + "\",{}]");
            }
        }

        @Override
        String sayLast(RawWebSocket socket) {
            socket.send("428[\"no such event\"]");
            return "event: unknown";
        }
    }

    private static class Plain extends Family {

        private final String path;
        private final Map<Fault, List<String>> told;

        private Plain(String name, String path, String types, Map<Fault, List<String>> told) {
            super(name, types);
            this.path = path;
            this.told = told;
        }

        @Override
        Map<Fault, List<String>> told(String type) {
            return told;
        }

        @Override
        RawWebSocket open(String token) {
            return connect(path + (token.isEmpty() ? "" : "token=" + token));
        }

        @Override
        void say(RawWebSocket socket, String type, Fault fault) {
            if (fault == Fault.AS_BYTES) {
                socket.send(("{\"type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8));
            } else if (fault == Fault.AS_JSON_THAT_IS_NO_OBJECT) {
                socket.send("[\"" + type + "\"]");
            } else {
                socket.send("{\"type\":\"" + type + "\"}");
            }
        }

        @Override
        String sayLast(RawWebSocket socket) {
            socket.send("{\"type\":\"ping\"}");
            return "pong";
        }
    }

    /** Clients that connect first and authenticate afterwards. */
    private static final class Healthmate extends Plain {

        private static final String FIRST = "connection_established";
        private static final String SECOND = "welcome";
        private static final String REFUSAL = "\"error\",\"message\":\"Authentication required\"";

        private Healthmate() {
            super(
                    "HealthMate",
                    "/ws/combined",
                    "acknowledge chat_message dismiss get_conversation_history get_health_data get_history"
                            + " join_conversation leave_conversation mark_read set_alert_threshold subscribe typing_start"
                            + " typing_stop unsubscribe update_preferences",
                    Map.of(
                            Fault.BEFORE_AUTHENTICATION, List.of(FIRST, SECOND, REFUSAL, "pong"),
                            Fault.WITH_A_TOKEN_THAT_HAS_EXPIRED,
                                    List.of(FIRST, SECOND, "authentication_failed", REFUSAL, "pong"),
                            Fault.AFTER_THE_TOKEN_HAS_EXPIRED,
                                    List.of(
                                            FIRST,
                                            SECOND,
                                            "authentication_success",
                                            "closed 1000 Error: token expired"),
                            Fault.AS_BYTES, List.of(FIRST, SECOND, "authentication_success", "closed 1000 Error"),
                            Fault.AS_JSON_THAT_IS_NO_OBJECT,
                                    List.of(FIRST, SECOND, "authentication_success", "acknowledgment", "pong")));
        }

        @Override
        RawWebSocket open(String token) {
            RawWebSocket socket = super.open("");
            if (!token.isEmpty()) {
                socket.send("{\"type\":\"authenticate\",\"token\":\"" + token + "\"}");
            }
            return socket;
        }
    }
}
