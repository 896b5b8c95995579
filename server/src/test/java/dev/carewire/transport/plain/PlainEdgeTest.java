package dev.carewire.transport.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.carewire.dialect.ConnectRefusal;
import dev.carewire.dialect.toy.ToyDialect;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.fixture.LogLines;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RequestLimits;
import dev.carewire.rest.HealthRoutes;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpApiEdge;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.session.SessionLifecycle;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.RawWebSocket;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain WebSockets on a port with the HTTP API, spoken with a family that exists in tests alone. */
class PlainEdgeTest {

    private static final int PLACES_OF_AN_ADDRESS = 2_500;

    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Hub hub =
            new Hub(new HubConfig(new SessionLimits(10, 10, 2), new RingLimits(1 << 20, LONG)), Clock.systemUTC());
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ToyDialect toy = new ToyDialect();
    private GracefulPort port = open(heartbeat(LONG), limits(), AddressLimits.NONE);

    @AfterEach
    void close() {
        port.close();
        workers.shutdownNow();
    }

    private static PlainConfig heartbeat(Duration interval) {
        return new PlainConfig(interval, interval, Compression.NONE);
    }

    private static TestLimits limits() {
        return new TestLimits().maxPayload(1_000);
    }

    private GracefulPort open(PlainConfig config, TestLimits limits, AddressLimits connects) {
        return open(config, TestSessions.runtime(hub, workers, limits), connects);
    }

    private GracefulPort open(PlainConfig config, SessionRuntime sessions, AddressLimits connects) {
        return open(config, sessions, new ConnectGate(connects, Clock.systemUTC()));
    }

    private GracefulPort open(PlainConfig config, SessionRuntime sessions, ConnectGate connectGate) {
        OriginPolicy origins = new OriginPolicy(Set.of("https://clinic.example"));
        HttpApi api = new HttpApi(
                new Router(new HealthRoutes("1", Clock.systemUTC(), List.of()).routes()),
                new BearerAuthentication(sessions.tokens(), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                workers);
        PlainEdge plain =
                new PlainEdge(config, Map.of("/toy/{room}", toy), sessions, origins, new DeflateUse(), connectGate);
        return TestPort.open(hub, connectGate, plain, new HttpApiEdge(api, 5_000));
    }

    private void reopen(PlainConfig config, TestLimits limits, AddressLimits connects) {
        port.close();
        port = open(config, limits, connects);
    }

    private URI uri(String scheme, String rest) {
        return URI.create(scheme + "://127.0.0.1:" + port.boundPort() + rest);
    }

    private RawWebSocket connect(String token) {
        return new RawWebSocket(http, uri("ws", "/toy/room-1?token=" + token));
    }

    private RawWebSocket welcomed(String token) throws InterruptedException {
        RawWebSocket socket = connect(token);
        assertThat(socket.next()).isEqualTo("hello");
        return socket;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", path)).timeout(LONG);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status of the response that a client got in place of a WebSocket. */
    private static int refused(ThrowingCallable opening) {
        return ((WebSocketHandshakeException) catchThrowable(opening).getCause())
                .getResponse()
                .statusCode();
    }

    private void happens() {
        hub.deliver(PatientEvents.PATIENT_DELETED.newEvent(ToyDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")));
    }

    @Test
    void greetsFirstThenTellsWhatHappensAndHears() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            happens();
            assertThat(socket.next()).isEqualTo("patient.deleted");
            socket.send("one");
            assertThat(socket.next()).isEqualTo("heard one");
            socket.send(new byte[] {1, 2});
            assertThat(socket.next()).isEqualTo("heard ");
            socket.sendClose();
            assertThat(socket.next()).startsWith("closed 1000");
        }
        await().until(() -> hub.sessions().isEmpty() && toy.lines.isEmpty());
        assertThat(toy.seen).containsExactly("came ann", "one", "", "went ann");
    }

    /** They ended the connection, since the server did not expect any before its response. */
    @Test
    void handlesFramesThatArriveTogetherWithTheHandshake() throws Exception {
        toy.admission = new CompletableFuture<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.boundPort())) {
            socket.setSoTimeout(Math.toIntExact(LONG.toMillis()));
            String request = String.join(
                    "\r\n",
                    "GET /toy/room-1?token=ann HTTP/1.1",
                    "Host: h",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "",
                    "");
            socket.getOutputStream().write(WebSocketBytes.textBehind(request, "one"));
            await().until(() -> toy.admission.getNumberOfDependents() > 0);
            toy.admission.complete(null);

            await().until(() -> toy.seen.contains("one"));
            socket.getOutputStream().write(WebSocketBytes.text("two"));
            await().until(() -> toy.seen.contains("two"));
            assertThat(toy.seen).containsExactly("came ann", "one", "two");
        }
    }

    /** The log showed {@code /127.0.0.1:40372}, and no reason. */
    @Test
    void logsAddressAndReasonOfEachEnd() throws Exception {
        try (LogLines lines = new LogLines(SessionLifecycle.class, Level.DEBUG)) {
            try (RawWebSocket leaving = welcomed("ann")) {
                leaving.sendClose();
                assertThat(leaving.next()).startsWith("closed 1000");
            }
            await().untilAsserted(() ->
                    assertThat(lines.values("disconnected", "reason")).containsExactly("client_left"));
            try (RawWebSocket lost = welcomed("ann")) {
                lost.close();
            }
            await().untilAsserted(() -> assertThat(lines.values("disconnected", "reason"))
                    .containsExactly("client_left", "connection_lost"));
            try (RawWebSocket ended = welcomed("ann")) {
                toy.lines.values().forEach(line -> line.close(new ConnectRefusal.CloseStatus(1000, "bye")));
                assertThat(ended.next()).isEqualTo("closed 1000 bye");
            }
            await().untilAsserted(() -> assertThat(lines.values("disconnected", "reason"))
                    .containsExactly("client_left", "connection_lost", "disconnected"));
            assertThat(lines.values("connected", "address")).containsOnly("127.0.0.1");
            assertThat(lines.values("disconnected", "address")).containsOnly("127.0.0.1");
            assertThat(lines.values("disconnected", "family")).containsOnly("toy");
        }
        assertThat(hub.traffic().closedCount(CloseReason.DISCONNECTED)).isEqualTo(1);
    }

    /** The server closed every WebSocket with code 1000. */
    @Test
    void answersACloseFrameWithItsCodeAndReason() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            socket.sendClose(4001, "done");
            assertThat(socket.next()).isEqualTo("closed 4001 done");
        }
    }

    @Test
    void answersWhoGetsNoWebSocketByHttp() {
        assertThat(refused(() -> connect(""))).isEqualTo(401);
        assertThat(hub.sessions()).isEmpty();
    }

    @Test
    void closesWithCodeAndReasonWhoIsSentAway() throws Exception {
        try (RawWebSocket socket = connect("bad")) {
            assertThat(socket.next()).isEqualTo("closed 1008 bad token");
        }
    }

    @Test
    void letsStrangersSayWhoTheyAreAndKeepsTheOrderOfWhatTheySay() throws Exception {
        toy.admission = new CompletableFuture<>();
        try (RawWebSocket socket = connect("ask")) {
            assertThat(socket.next()).isEqualTo("who are you in room-1");
            socket.send("let me in");
            assertThat(socket.next()).isEqualTo("who are you");
            socket.send("i am ann");
            socket.send("one");
            socket.send("two");
            toy.admission.complete(null);
            assertThat(socket.next()).isEqualTo("hello ann");
            assertThat(socket.next()).isEqualTo("heard one");
            assertThat(socket.next()).isEqualTo("heard two");
        }
    }

    @Test
    void readsVariableSegmentsAsWhatTheyEncode() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(http, uri("ws", "/toy/a%40b%20c?token=ask"))) {
            assertThat(socket.next()).isEqualTo("who are you in a@b c");
        }
    }

    @Test
    void keepsWhoIsRefusedForSomeAttempts() throws Exception {
        try (RawWebSocket socket = connect("ask")) {
            socket.next();
            for (int i = 1; i < PlainConnection.MAX_ATTEMPTS; i++) {
                socket.send("i am nobody");
                assertThat(socket.next()).isEqualTo("nobody is refused");
            }
            socket.send("i am nobody");
            assertThat(socket.next()).isEqualTo("nobody is refused");
            assertThat(socket.next()).isEqualTo("closed 1008 refused");
        }
    }

    @Test
    void closesAStrangerWhoSaysNothing() throws Exception {
        reopen(heartbeat(LONG), limits().authenticationTimeout(Duration.ofMillis(50)), AddressLimits.NONE);
        try (RawWebSocket socket = connect("ask")) {
            socket.next();
            assertThat(socket.next()).isEqualTo("closed 1008 authentication timeout");
        }
    }

    @Test
    void renewsTheTokenInTurnAndForTheSameUserAlone() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            toy.admission = new CompletableFuture<>();
            socket.send("again ann");
            socket.send("one");
            toy.admission.complete(null);
            assertThat(socket.next()).isEqualTo("renewed");
            assertThat(socket.next()).isEqualTo("heard one");
            socket.send("again bob");
            assertThat(socket.next()).isEqualTo("UNAUTHENTICATED token of another user");
            socket.send("again nobody");
            assertThat(socket.next()).isEqualTo("UNAUTHENTICATED nobody is refused");
        }
    }

    @Test
    void tellsWhichLimitLeavesNoSession() throws Exception {
        List<RawWebSocket> sockets = new ArrayList<>();
        sockets.add(welcomed("ann"));
        sockets.add(welcomed("ann"));
        try (RawWebSocket surplus = connect("ann")) {
            assertThat(surplus.next()).isEqualTo("closed 1013 USER_FULL");
        }
        sockets.forEach(RawWebSocket::close);
    }

    @Test
    void pingsAndSendsTheHeartbeatOfTheFamily() throws Exception {
        reopen(heartbeat(Duration.ofMillis(100)), limits(), AddressLimits.NONE);
        try (RawWebSocket socket = welcomed("ann")) {
            // The JDK's client answers pings by itself: with an interval as long as the timeout, a second beat shows
            // that it did.
            assertThat(socket.next()).isEqualTo("still here");
            assertThat(socket.next()).isEqualTo("still here");
            assertThat(socket.next()).isEqualTo("still here");
        }
    }

    /** The server did not read the pongs of a client whose token it was verifying, and closed the connection as silent. */
    @Test
    void aClientWhoseTokenIsBeingVerifiedIsNotSilent() throws Exception {
        reopen(heartbeat(Duration.ofMillis(50)), limits(), AddressLimits.NONE);
        try (RawWebSocket socket = welcomed("ann")) {
            toy.admission = new CompletableFuture<>();
            socket.send("again ann");
            for (int i = 0; i < 5; i++) {
                assertThat(socket.next()).isEqualTo("still here");
            }
            toy.admission.complete(null);
            String next = socket.next();
            while (next.equals("still here")) {
                next = socket.next();
            }
            assertThat(next).isEqualTo("renewed");
        }
    }

    @Test
    void closesAConnectionOverWhichOnlyHeartbeatsGo() throws Exception {
        Duration beat = Duration.ofMillis(20);
        reopen(heartbeat(beat), limits().idleTimeout(Duration.ofMillis(100)), AddressLimits.NONE);
        try (RawWebSocket socket = welcomed("ann")) {
            String next = socket.next();
            while (next.equals("still here")) {
                next = socket.next();
            }
            assertThat(next).isEqualTo("closed 1000 idle");
        }
    }

    @Test
    void boundsWhatAClientSays() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            for (int i = 0; i < 200; i++) {
                socket.send("x");
            }
            String next = socket.next();
            while (next.equals("heard x")) {
                next = socket.next();
            }
            assertThat(next).isEqualTo("OVERLOADED too many messages");
        }
    }

    @Test
    void endsWhoSendsTooMuchAtOnce() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            socket.send("x".repeat(1_001));
            assertThat(socket.next()).startsWith("closed 1009");
        }
        await().until(() -> hub.sessions().isEmpty());
    }

    @Test
    void letsADialectSpeakToAndCloseAnyConnection() throws Exception {
        try (RawWebSocket socket = connect("ask")) {
            socket.next();
            toy.lines.values().forEach(line -> {
                line.sendMessages(List.of("psst"));
                line.close(new ConnectRefusal.CloseStatus(4000, "enough"));
            });
            assertThat(socket.next()).isEqualTo("psst");
            assertThat(socket.next()).isEqualTo("closed 4000 enough");
        }
    }

    @Test
    void tellsSessionsThatTheServerStops() throws Exception {
        try (RawWebSocket socket = welcomed("ann")) {
            port.close();
            assertThat(socket.next()).isEqualTo("closed 1001 server shutting down");
        }
    }

    @Test
    void failuresOfAnAddressNeverHinderItsValidTokens() throws Exception {
        reopen(heartbeat(LONG), limits(), new AddressLimits(1, 1));
        try (RawWebSocket first = welcomed("ann")) {
            for (int i = 0; i < 3; i++) {
                try (RawWebSocket stranger = connect("bad")) {
                    assertThat(stranger.next()).startsWith("closed");
                }
            }
            assertThat(refused(() -> connect(""))).isEqualTo(429);
            welcomed("bob").close();
            first.send("one");
            assertThat(first.next()).isEqualTo("heard one");
        }
    }

    /** After a restart, all pages of a clinic presented tokens that had just expired, and locked out those that had not. */
    @Test
    void expiredTokensDoNotLockOutTheValidOnesOfTheirAddress() throws Exception {
        reopen(heartbeat(LONG), limits(), new AddressLimits(1, 1));
        for (int i = 0; i < 5; i++) {
            try (RawWebSocket expired = connect("expired")) {
                assertThat(expired.next()).isEqualTo("closed 1008 expired token");
            }
        }
        welcomed("ann").close();
    }

    /** The budget of an address has room for three connections without a session. */
    @Test
    void theOldestStrangersOfAnAddressYieldToTheNewest() throws Exception {
        port.close();
        MemoryBudgets memory = MemoryBudgets.of(100_000, 1 << 20, 1 << 20);
        port = open(
                heartbeat(LONG),
                TestSessions.runtime(hub, workers, Clock.systemUTC(), limits(), TestSessions.EXPIRY, memory),
                AddressLimits.NONE);
        try (RawWebSocket session = welcomed("ann");
                RawWebSocket oldest = connect("ask");
                RawWebSocket second = connect("ask");
                RawWebSocket third = connect("ask");
                RawWebSocket newest = connect("ask")) {
            assertThat(oldest.next()).isEqualTo("who are you in room-1");
            assertThat(oldest.next()).startsWith("closed 1013");
            assertThat(second.next()).isEqualTo("who are you in room-1");
            assertThat(second.next()).startsWith("closed 1013");
            for (RawWebSocket kept : List.of(third, newest)) {
                assertThat(kept.next()).isEqualTo("who are you in room-1");
                kept.send("let me in");
                assertThat(kept.next()).isEqualTo("who are you");
            }
            session.send("one");
            assertThat(session.next()).isEqualTo("heard one");
        }
        await().until(() -> memory.unauthenticated().heldBytes() == 0);
    }

    /** Regression: the WebSocket closed without a close frame, and a handshake without a response. */
    @Test
    void strangersThatLeaveTheirPlaceMayTryAgain() throws Exception {
        port.close();
        ConnectGate connectGate = new ConnectGate(new AddressLimits(100, 100), Clock.systemUTC());
        port = open(heartbeat(LONG), TestSessions.runtime(hub, workers, limits()), connectGate);
        try (RawWebSocket stranger = connect("ask")) {
            assertThat(stranger.next()).isEqualTo("who are you in room-1");
            toy.admission = new CompletableFuture<>();
            CompletableFuture<Integer> opening = CompletableFuture.supplyAsync(() -> refused(() -> connect("ann")));
            await().until(() -> toy.admission.getNumberOfDependents() > 0);
            fill(connectGate);

            assertThat(stranger.next()).isEqualTo("closed 1013 too many connections");
            assertThat(opening.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(503);
            toy.admission.complete(null);
        }
        assertThat(toy.seen).isEmpty();
    }

    /** Occupies all places of this machine's address, each connection without a token. */
    private static void fill(ConnectGate connectGate) {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        for (int i = 0; i < PLACES_OF_AN_ADDRESS; i++) {
            connectGate.begin(here, () -> {});
        }
    }

    @Test
    void refusesPagesOfOthers() {
        URI uri = uri("ws", "/toy/a?token=ann");
        assertThat(refused(() -> new RawWebSocket(http, uri, Map.of("Origin", "https://evil.example"))))
                .isEqualTo(403);
        new RawWebSocket(http, uri, Map.of("Origin", "https://clinic.example")).close();
    }

    @Test
    void answersOtherRequestsAsBefore() throws Exception {
        assertThat(get("/toy/a?token=ann").statusCode()).isEqualTo(400);
        assertThat(get("/toy/a/b?token=ann").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }
}
