package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueStatus;
import dev.carewire.hub.AckReply;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.RawWebSocket;
import dev.carewire.transport.websocket.WebSocketBytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge on a real port, spoken to in raw HTTP and WebSocket. */
class SocketIoEdgeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** How the client of these tests reports the end of its connection without a close frame. */
    private static final String WITHOUT_A_CLOSE_FRAME = "closed 1006 ";

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 2), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private EchoDialect dialect = new EchoDialect();
    private final EchoDialect otherDialect = new EchoDialect();
    private GracefulPort port = open(engine(LONG, LONG), LONG);

    @AfterEach
    void close() {
        port.close();
        workers.shutdownNow();
    }

    static EngineConfig engine(Duration pingInterval, Duration pingTimeout) {
        return new EngineConfig(
                pingInterval,
                pingTimeout,
                Duration.ofSeconds(10),
                Compression.PERMESSAGE_DEFLATE,
                EnumSet.allOf(EngineFeature.class));
    }

    private GracefulPort open(EngineConfig engine, Duration authenticationTimeout) {
        return open(engine, authenticationTimeout, AddressLimits.NONE, Clock.systemUTC());
    }

    private GracefulPort open(
            EngineConfig engine, Duration authenticationTimeout, AddressLimits connects, Clock clock) {
        ConnectGate connectGate = new ConnectGate(connects, clock);
        SocketIoEdge edge = new SocketIoEdge(
                engine,
                Map.of("/socket.io/", dialect, "/api/socket/", otherDialect),
                TestSessions.runtime(
                        hub, workers, clock, new TestLimits().authenticationTimeout(authenticationTimeout)),
                new OriginPolicy(Set.of("https://clinic.example")),
                new DeflateUse(),
                connectGate);
        return GracefulPort.open(
                TestPort.config(1 << 20, authenticationTimeout),
                TestPort.memory(),
                List.of(edge, new PlainApi()),
                PortObserver.NONE,
                hub,
                connectGate);
    }

    private void reopen(EngineConfig engine, Duration authenticationTimeout) {
        port.close();
        port = open(engine, authenticationTimeout);
    }

    private URI uri(String query) {
        return URI.create("http://127.0.0.1:" + port.boundPort() + query);
    }

    private HttpResponse<String> get(String query, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(query)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(query))
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private RawWebSocket webSocket(String query) {
        return new RawWebSocket(http, URI.create("ws://127.0.0.1:" + port.boundPort() + query));
    }

    private RawWebSocket openWebSocket() throws InterruptedException {
        RawWebSocket socket = webSocket("/socket.io/?EIO=4&transport=websocket");
        assertThat(socket.next()).startsWith("0{\"sid\":\"");
        return socket;
    }

    private RawWebSocket connected(String user) throws InterruptedException {
        RawWebSocket socket = openWebSocket();
        socket.send("40{\"user\":\"" + user + "\"}");
        assertThat(socket.next()).startsWith("40{\"sid\":\"");
        return socket;
    }

    private String openPolling() throws IOException, InterruptedException {
        HttpResponse<String> opened = get("/socket.io/?EIO=4&transport=polling");
        assertThat(opened.statusCode()).isEqualTo(200);
        return "/socket.io/?EIO=4&transport=polling&sid=" + sid(opened.body());
    }

    private static String sid(String open) {
        return open.split("\"")[3];
    }

    private void publish() {
        hub.deliver(PatientEvents.PATIENT_DELETED.newEvent(EchoDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")));
    }

    @Test
    void opensWithEveryFieldOfTheProtocol() throws Exception {
        String open = get("/socket.io/?EIO=4&transport=polling").body();

        assertThat(open)
                .matches("0\\{\"sid\":\"[0-9a-f-]{36}\",\"upgrades\":\\[\"websocket\"\\],\"pingInterval\":60000,"
                        + "\"pingTimeout\":60000,\"maxPayload\":10000}");
        try (RawWebSocket socket = webSocket("/socket.io/?EIO=4&transport=websocket")) {
            assertThat(socket.next()).contains("\"upgrades\":[]", "\"maxPayload\":10000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/socket.io", "/api/socket/", "/api/socket"})
    void servesBothPathsWithAndWithoutTheSlash(String path) throws Exception {
        assertThat(get(path + "?EIO=4&transport=polling").body()).startsWith("0{");
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=carrier-pigeon, 0, Transport unknown",
        "EIO=4, 0, Transport unknown",
        "EIO=4&transport=polling&sid=nobody, 1, Session ID unknown",
        "EIO=4&transport=polling&sid=00000000-0000-0000-0000-000000000000, 1, Session ID unknown",
        "EIO=4&transport=websocket, 3, Bad request",
        "EIO=4&transport=polling&j=0, 3, JSONP is not supported (expected: no parameter j)",
        "EIO=3&transport=polling&j=, 3, JSONP is not supported (expected: no parameter j)"
    })
    void refusesWhatFitsNoSessionAsTheReferenceDoes(String query, int code, String message) throws Exception {
        HttpResponse<String> refused = get("/socket.io/?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4&transport=polling&sid=", "EIO=3&EIO=4&transport=polling"})
    void opensASessionForAnEmptySidAndByTheLastOfSeveralParameters(String query) throws Exception {
        assertThat(get("/socket.io/?" + query).body()).startsWith("0{\"sid\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=polling&b64=1", "EIO=2&transport=polling&b64=1", "EIO=&transport=polling&b64=1"})
    void takesARequestThatNamesNoKnownVersionForOneOfV3(String query) throws Exception {
        assertThat(get("/socket.io/?" + query).body()).matches("\\d+:0\\{\"sid\":\".*");
    }

    /** The server served later requests of every version. */
    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&", "EIO=5&", ""})
    void refusesALaterRequestOfAnotherVersionAndKeepsTheSession(String version) throws Exception {
        String session = openPolling();

        HttpResponse<String> refused = get(session.replace("EIO=4&", version));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(post(session, "40{\"user\":\"a\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void servesALaterRequestOfV3ThatNamesNoVersion() throws Exception {
        String sid = sid(get("/socket.io/?EIO=3&transport=polling").body());

        assertThat(post("/socket.io/?transport=polling&sid=" + sid, "1:2").statusCode())
                .isEqualTo(200);
    }

    @Test
    void handlesFramesThatArriveTogetherWithTheHandshake() throws Exception {
        try (RawTcpClient client = new RawTcpClient(port.boundPort())) {
            client.write(WebSocketBytes.textBehind(EngineRequests.webSocket(""), "40{\"user\":\"a\"}"));

            client.await("40{\"sid\":\"");
        }
    }

    @Test
    void allowsTheHeadersThatAListedOriginAsksFor() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/socket.io/?EIO=4&transport=polling"))
                        .timeout(Duration.ofSeconds(10))
                        .header("Origin", "https://clinic.example")
                        .header("Access-Control-Request-Method", "GET")
                        .header("Access-Control-Request-Headers", "x-trace-id")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).hasValue("x-trace-id");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).hasValue("600");
    }

    @Test
    void refusesToOpenASessionByPost() throws Exception {
        HttpResponse<String> refused = post("/socket.io/?EIO=4&transport=polling", "40");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
    }

    @Test
    void aSessionIsUnknownOnTheOtherFamilysPath() throws Exception {
        String elsewhere = openPolling().replace("/socket.io/", "/api/socket/");

        assertThat(post(elsewhere, "40").body()).contains("Session ID unknown");
    }

    @Test
    void theServerChoosesBothIdsWhateverTheCookieSays() throws Exception {
        String chosen = UUID.randomUUID().toString();
        HttpResponse<String> opened =
                get("/socket.io/?EIO=4&transport=polling", "Cookie", "io=" + chosen, "io", chosen);
        String poll = "/socket.io/?EIO=4&transport=polling&sid=" + sid(opened.body());
        post(poll, "40{\"user\":\"a\"}");
        String connect = get(poll).body();

        assertThat(sid(opened.body())).isNotEqualTo(chosen);
        assertThat(opened.headers().firstValue("set-cookie")).isEmpty();
        assertThat(connect).startsWith("40{\"sid\":\"");
        assertThat(sid(connect)).isNotEqualTo(sid(opened.body()));
    }

    @Test
    void aPatientIsToldWhatIsForThemAndADisplayOfTickets() throws Exception {
        try (RawWebSocket patient = openWebSocket();
                RawWebSocket display = openWebSocket()) {
            patient.send("40{\"user\":\"a\",\"role\":\"patient\"}");
            display.send("40{\"user\":\"a\",\"role\":\"display\"}");
            assertThat(List.of(patient.next(), display.next())).allMatch(answer -> answer.startsWith("40{"));

            publish();
            hub.deliver(QueueEvents.TICKET_CHANGED.newEvent(
                    EchoDialect.TENANT,
                    Instant.EPOCH,
                    new TicketChanged("A001", QueueStatus.WAITING, Optional.empty(), Optional.of(1))));
            hub.deliver(MessagingEvents.UNREAD_COUNT_CHANGED.newEvent(
                    EchoDialect.TENANT, Instant.EPOCH, new UnreadCountChanged("a", 7)));
            patient.send("42[\"last\"]");
            display.send("42[\"last\"]");

            assertThat(List.of(patient.next(), patient.next())).containsExactly("42[\"count\",7]", "42[\"last\"]");
            assertThat(List.of(display.next(), display.next(), display.next()))
                    .containsExactly("42[\"queue.ticket-changed\"]", "42[\"again\"]", "42[\"last\"]");
        }
    }

    @Test
    void nothingIsHandledOrDeliveredBeforeConnect() throws Exception {
        try (RawWebSocket early = openWebSocket();
                RawWebSocket member = connected("member")) {
            publish();
            assertThat(member.next()).isEqualTo("42[\"patient.deleted\"]");
            early.send("42[\"hello\"]");

            assertThat(early.next()).isEqualTo("closed 1002 protocol error");
            assertThat(dialect.heard).isEmpty();
            assertThat(dialect.came).containsExactly("member");
        }
    }

    @Test
    void nothingIsHandledBeforeConnectOverPollingEither() throws Exception {
        String poll = openPolling();

        post(poll, "42[\"hello\"]");

        assertThat(get(poll).body()).contains("Session ID unknown");
        assertThat(dialect.heard).isEmpty();
        assertThat(dialect.came).isEmpty();
    }

    @Test
    void aRefusedClientReceivesAndCausesNothing() throws Exception {
        try (RawWebSocket refused = openWebSocket();
                RawWebSocket member = connected("member")) {
            refused.send("40");
            refused.send("42[\"hello\"]");
            publish();
            assertThat(member.next()).isEqualTo("42[\"patient.deleted\"]");

            assertThat(refused.next()).isEqualTo("44{\"message\":\"Authentication token required\"}");
            assertThat(refused.next()).isEqualTo("closed 1002 protocol error");
            assertThat(dialect.heard).isEmpty();
            assertThat(hub.sessions()).hasSize(1);
        }
    }

    /** Its end after a second made older clients, which take it for a lost connection, reconnect for ever. */
    @Test
    void aRefusedClientMayTryAgainOnItsConnection() throws Exception {
        try (RawWebSocket socket = openWebSocket()) {
            for (int i = 0; i < 3; i++) {
                socket.send("40{\"user\":\"expired\"}");
                assertThat(socket.next()).isEqualTo("44{\"message\":\"expired\"}");
            }
            socket.send("40");
            assertThat(socket.next()).startsWith("44");
            socket.send("40{\"user\":\"a\"}");
            assertThat(socket.next()).startsWith("40{");
            socket.send("42[\"fine\"]");
            assertThat(socket.next()).isEqualTo("42[\"fine\"]");
        }
    }

    @Test
    void theTimeToAuthenticateBeginsWithTheConnectionAndNotAnewWithARefusal() throws Exception {
        reopen(engine(LONG, LONG), Duration.ofSeconds(1));
        try (RawWebSocket socket = openWebSocket()) {
            await().pollDelay(Duration.ofMillis(700)).until(() -> true);
            socket.send("40");
            assertThat(socket.next()).startsWith("44");
            long refusedNanos = System.nanoTime();
            assertThat(socket.next()).isEqualTo("closed 1008 authentication timeout");
            assertThat(System.nanoTime() - refusedNanos)
                    .isLessThan(Duration.ofMillis(900).toNanos());
        }
    }

    @Test
    void rejectionsOfOneConnectionAreBounded() throws Exception {
        try (RawWebSocket socket = openWebSocket()) {
            String answer = "44";
            for (int i = 0; i < 200 && answer.startsWith("44"); i++) {
                socket.send("40");
                answer = socket.next();
            }
            assertThat(answer).isEqualTo("closed 1002 protocol error");
        }
    }

    @Test
    void everyRejectedTokenOfAConnectionCountsAgainstItsAddress() throws Exception {
        port.close();
        port = open(engine(LONG, LONG), LONG, new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        try (RawWebSocket stranger = openWebSocket()) {
            for (int i = 0; i < 3; i++) {
                stranger.send("40{}");
                assertThat(stranger.next()).startsWith("44");
            }
            assertThat(stranger.next()).isEqualTo("closed 1008 refused");
        }
    }

    @Test
    void aClientThatNeverAuthenticatesIsClosed() throws Exception {
        reopen(engine(LONG, LONG), Duration.ofMillis(100));
        try (RawWebSocket silent = openWebSocket()) {
            assertThat(silent.next()).isEqualTo("closed 1008 authentication timeout");
        }
    }

    @Test
    void aSessionEndsWithItsToken() throws Exception {
        dialect = new EchoDialect(Optional.of(Instant.now().plusMillis(200)));
        reopen(engine(LONG, LONG), LONG);
        try (RawWebSocket socket = connected("a")) {
            assertThat(socket.next()).startsWith("42[\"expiring\",");
            assertThat(socket.next()).isEqualTo("closed 1008 token expired");
        }
    }

    @Test
    void failuresOfAnAddressNeverHinderItsValidTokens() throws Exception {
        port.close();
        port = open(engine(LONG, LONG), LONG, new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        String opened = openPolling();
        try (RawWebSocket second = connected("a")) {
            for (int i = 0; i < 5; i++) {
                try (RawWebSocket stranger = openWebSocket()) {
                    stranger.send("40{}");
                    assertThat(stranger.next()).startsWith("44");
                    if (i >= 2) {
                        assertThat(stranger.next()).isEqualTo("closed 1008 refused");
                    }
                }
            }
            connected("c").close();
            assertThat(get("/socket.io/?EIO=4&transport=polling").statusCode()).isEqualTo(200);
            assertThat(post(opened, "40{\"user\":\"b\"}").statusCode()).isEqualTo(200);
            second.send("42[\"unhurt\"]");
            assertThat(second.next()).isEqualTo("42[\"unhurt\"]");
        }
    }

    @Test
    void connectsWithAValidTokenDoNotCountAgainstTheirAddress() throws Exception {
        port.close();
        port = open(engine(LONG, LONG), LONG, new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        for (int i = 0; i < 10; i++) {
            connected(Character.toString('a' + i)).close();
        }
    }

    /** After a restart, all pages of a clinic presented tokens that had just expired, and locked out those that had not. */
    @Test
    void expiredTokensDoNotLockOutTheValidOnesOfTheirAddress() throws Exception {
        port.close();
        port = open(engine(LONG, LONG), LONG, new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        for (int i = 0; i < 10; i++) {
            try (RawWebSocket expired = openWebSocket()) {
                expired.send("40{\"user\":\"expired\"}");
                assertThat(expired.next()).isEqualTo("44{\"message\":\"expired\"}");
            }
        }
        connected("a").close();
    }

    @Test
    void clientsThatLeaveBeforeTheirTokenIsVerifiedDoNotCountAgainstTheirAddress() throws Exception {
        port.close();
        port = open(engine(LONG, LONG), LONG, new AddressLimits(1, 2), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        dialect.admission = new CompletableFuture<>();
        for (int i = 0; i < 5; i++) {
            try (RawWebSocket impatient = openWebSocket()) {
                impatient.send("40{\"user\":\"a\"}");
            }
        }
        dialect.admission.complete(true);
        connected("a").close();
    }

    @Test
    void closesTheTransportWithoutARefusalWhenALimitIsReached() throws Exception {
        try (RawWebSocket first = connected("a");
                RawWebSocket second = connected("a");
                RawWebSocket third = openWebSocket()) {
            third.send("40{\"user\":\"a\"}");
            for (RawWebSocket alive : List.of(first, second)) {
                assertThat(alive.next()).isEqualTo("2");
                alive.send("3");
            }

            assertThat(third.next()).isEqualTo(WITHOUT_A_CLOSE_FRAME);
            assertThat(hub.sessions()).hasSize(2);
        }
        await().untilAsserted(() -> assertThat(hub.sessions()).isEmpty());
    }

    /** The sessions of a page that lost its network kept the reloaded page out. */
    @Test
    void sessionsThatNoLongerAnswerGiveTheirPlacesToNewConnections() throws Exception {
        try (RawWebSocket first = connected("a");
                RawWebSocket second = connected("a");
                RawWebSocket third = openWebSocket()) {
            third.send("40{\"user\":\"a\"}");
            assertThat(first.next()).isEqualTo("2");
            second.next();
            second.send("3");

            assertThat(third.next()).startsWith("40{");
            assertThat(first.next()).isEqualTo("closed 1008 ping timeout");
            assertThat(hub.sessions()).hasSize(2);
        }
    }

    @Test
    void carriesEventsBothWaysAndAcknowledgesOnce() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            socket.send("42[\"hello\",{\"n\":1}]");
            assertThat(socket.next()).isEqualTo("42[\"hello\",{\"n\":1}]");
            socket.send("427[\"with ack\"]");
            assertThat(socket.next()).isEqualTo("437[\"with ack\"]");
            publish();
            assertThat(socket.next()).isEqualTo("42[\"patient.deleted\"]");
            assertThat(socket.next()).isEqualTo("42[\"again\"]");
        }
        assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void asksAClientAndIsAnswered() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            var answer = hub.deliverWithAck(
                            hub.sessions().get(0),
                            PatientEvents.PATIENT_DELETED.newEvent(
                                    EchoDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")),
                            LONG)
                    .toCompletableFuture();
            assertThat(socket.next()).isEqualTo("42[\"patient.deleted\"]");
            String question = socket.next();
            assertThat(question).matches("42[0-9]+\\[\"again\"]");
            socket.send("43" + question.substring(2, question.indexOf('[')) + "[\"yes\",2]");

            assertThat(answer.get(10, TimeUnit.SECONDS).map(AckReply::arguments))
                    .contains("[\"yes\",2]");
        }
    }

    @Test
    void carriesLongAndForeignTexts() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            for (int length : new int[] {10, 121, 122, 200, 5_000}) {
                String text = "42[\"" + "é".repeat(length / 2) + "🏥\"]";
                socket.send(text);
                assertThat(socket.next()).isEqualTo(text);
            }
        }
    }

    @Test
    void pollingCarriesTheSame() throws Exception {
        String poll = openPolling();

        assertThat(post(poll, "40{\"user\":\"a\"}").body()).isEqualTo("ok");
        assertThat(get(poll).body()).startsWith("40{\"sid\":\"");
        assertThat(post(poll, "42[\"one\"]\u001e42[\"two\"]").body()).isEqualTo("ok");
        await().untilAsserted(() -> assertThat(dialect.heard).hasSize(2));
        String echoes = get(poll).body();
        if (!echoes.contains("two")) {
            echoes += "\u001e" + get(poll).body();
        }
        assertThat(echoes).isEqualTo("42[\"one\"]\u001e42[\"two\"]");

        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(HttpRequest.newBuilder(uri(poll)).build(), HttpResponse.BodyHandlers.ofString());
        publish();
        assertThat(waiting.get(10, TimeUnit.SECONDS).body()).isEqualTo("42[\"patient.deleted\"]\u001e42[\"again\"]");
    }

    @Test
    void pollingConnectionsStayOpen() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.boundPort())) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream()
                        .write("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                byte[] answer = new byte[1_000];
                int length = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void upgradesWithoutLosingAnything() throws Exception {
        String poll = openPolling();
        post(poll, "40{\"user\":\"a\"}");
        get(poll);
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(HttpRequest.newBuilder(uri(poll)).build(), HttpResponse.BodyHandlers.ofString());
        try (RawWebSocket socket = webSocket(poll.replace("polling", "websocket"))) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            assertThat(waiting.get(10, TimeUnit.SECONDS).body()).isEqualTo("6");
            publish();
            socket.send("5");
            assertThat(socket.next()).isEqualTo("42[\"patient.deleted\"]");
            assertThat(socket.next()).isEqualTo("42[\"again\"]");
            publish();
            assertThat(socket.next()).isEqualTo("42[\"patient.deleted\"]");
            assertThat(get(poll).body()).contains("\"code\":3");
        }
        assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void aFailedUpgradeLeavesPollingAlive() throws Exception {
        String poll = openPolling();
        post(poll, "40{\"user\":\"a\"}");
        get(poll);
        try (RawWebSocket socket = webSocket(poll.replace("polling", "websocket"))) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
        }

        post(poll, "42[\"still here\"]");

        assertThat(get(poll).body()).isEqualTo("42[\"still here\"]");
    }

    @Test
    void aSecondPollEndsTheSession() throws Exception {
        String poll = openPolling();
        CompletableFuture<HttpResponse<String>> first =
                http.sendAsync(HttpRequest.newBuilder(uri(poll)).build(), HttpResponse.BodyHandlers.ofString());
        CompletableFuture<HttpResponse<String>> second =
                http.sendAsync(HttpRequest.newBuilder(uri(poll)).build(), HttpResponse.BodyHandlers.ofString());

        List<Integer> statuses = List.of(
                first.get(10, TimeUnit.SECONDS).statusCode(),
                second.get(10, TimeUnit.SECONDS).statusCode());
        assertThat(statuses).containsExactlyInAnyOrder(200, 400);
        assertThat(get(poll).body()).contains("Session ID unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "x",
                "4",
                "4x",
                "42{}",
                "42",
                "2",
                "2probe",
                "5",
                "0",
                "451-[\"a\"]",
                "40[]",
                "42/other,[\"a\"]"
            })
    void aMalformedOrMisplacedPacketEndsItsSenderAlone(String packet) throws Exception {
        try (RawWebSocket faulty = connected("faulty");
                RawWebSocket other = connected("other")) {
            faulty.send(packet);

            assertThat(faulty.next()).isEqualTo("closed 1002 protocol error");
            assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("faulty");
            other.send("42[\"fine\"]");
            assertThat(other.next()).isEqualTo("42[\"fine\"]");
        }
    }

    @Test
    void anUnknownNamespaceIsRefusedAndNothingElseHappens() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            socket.send("40/admin,{}");
            assertThat(socket.next()).isEqualTo("44/admin,{\"message\":\"Invalid namespace\"}");
            socket.send("42[\"fine\"]");
            assertThat(socket.next()).isEqualTo("42[\"fine\"]");
        }
    }

    @Test
    void aClientMayLeaveAndComeBackOnOneConnection() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            socket.send("41");
            assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
            socket.send("40{\"user\":\"b\"}");
            assertThat(socket.next()).startsWith("40{");
            assertThat(hub.sessions()).hasSize(1);
        }
    }

    /** More than 256 packets were HTTP 400, and the server handled none of them. */
    @Test
    void aPolledPayloadMayCarryAnyNumberOfMessages() throws Exception {
        String poll = openPolling();
        post(poll, "40{\"user\":\"a\"}");
        assertThat(get(poll).body()).startsWith("40{");

        String many = "\u001e42[\"m\"]".repeat(1_200).substring(1);
        assertThat(post(poll, many).statusCode()).isEqualTo(200);

        String answers = get(poll).body();
        while (answers.split("\u001e").length < 1_200) {
            answers += "\u001e" + get(poll).body();
        }
        assertThat(answers.split("\u001e")).startsWith("42[\"m\"]").endsWith("42[\"error\",\"OVERLOADED\"]");
        assertThat(dialect.heard.size()).isBetween(30, 1_000);
    }

    @Test
    void messagesBeyondTheAllowanceAreTurnedAway() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            for (int i = 0; i < 200; i++) {
                socket.send("42[\"m\"]");
            }
            String answer = socket.next();
            while (answer.equals("42[\"m\"]")) {
                answer = socket.next();
            }
            assertThat(answer).isEqualTo("42[\"error\",\"OVERLOADED\"]");
            assertThat(dialect.heard.size()).isLessThan(200);
        }
    }

    @Test
    void anOversizedMessageEndsItsSender() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            socket.send("42[\"" + "x".repeat(10_001) + "\"]");
            assertThat(socket.next()).startsWith("closed");
        }
        String poll = openPolling();
        assertThat(post(poll, "4".repeat(10_001)).statusCode()).isEqualTo(413);
        assertThat(get(poll).body()).contains("Session ID unknown");
        assertThat(post("/api/anything", "x".repeat(10_001)).body()).contains("TOO_LARGE");
    }

    /** The limit of what polling clients may post, where it is the larger one, was the API's, too. */
    @Test
    void theApiHasALimitOfItsOwn() throws Exception {
        assertThat(post("/api/anything", "x".repeat(5_000)).body()).isEqualTo("api");
        HttpResponse<String> refused = post("/api/anything", "x".repeat(5_001));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("TOO_LARGE", "5000");
    }

    @Test
    void aClientThatDoesNotAnswerPingsIsLetGoWithoutBeingSentAway() throws Exception {
        reopen(engine(Duration.ofMillis(100), Duration.ofMillis(150)), LONG);
        try (RawWebSocket socket = connected("a")) {
            String next = socket.next();
            while (next.equals("2")) {
                next = socket.next();
            }
            assertThat(next).startsWith("closed");
            assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void aClientThatAnswersPingsStays() throws Exception {
        reopen(engine(Duration.ofMillis(100), Duration.ofMillis(150)), LONG);
        try (RawWebSocket socket = connected("a")) {
            for (int i = 0; i < 5; i++) {
                assertThat(socket.next()).isEqualTo("2");
                socket.send("3");
            }
            assertThat(hub.sessions()).hasSize(1);
        }
    }

    @Test
    void onlyPagesThatMayComeAreServed() throws Exception {
        HttpResponse<String> allowed = get("/socket.io/?EIO=4&transport=polling", "Origin", "https://clinic.example");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains("https://clinic.example");
        assertThat(allowed.headers().firstValue("access-control-allow-credentials"))
                .contains("true");

        HttpResponse<String> stranger = get("/socket.io/?EIO=4&transport=polling", "Origin", "https://evil.example");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void otherPathsAreTheApis() throws Exception {
        assertThat(get("/api/anything?transport=polling").body()).isEqualTo("api");
        assertThat(get("/socket.io/more").body()).isEqualTo("api");
        assertThat(raw("GET /api/%zz HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aConnectionThatAsksForNothingIsClosedAndOneThatDidIsKept() throws Exception {
        reopen(engine(LONG, LONG), Duration.ofMillis(200));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port.boundPort());
                Socket api = new Socket(InetAddress.getLoopbackAddress(), port.boundPort())) {
            ask(api);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            // The silent one's time is over, so the other's would be too.
            ask(api);
        }
    }

    @Test
    void aMalformedEscapeInTheQueryIsRefusedLikeAnyOther() throws Exception {
        assertThat(raw("GET /socket.io/?EIO=%zz&transport=polling HTTP/1.1")).startsWith("HTTP/1.1 400 Bad Request");
    }

    /** The beginning of the answer to a request that the HTTP client would not send. */
    private String raw(String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.boundPort())) {
            socket.getOutputStream().write((line + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[1_000];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(length, 0), StandardCharsets.UTF_8);
        }
    }

    private static void ask(Socket api) throws IOException {
        api.getOutputStream()
                .write("GET /api/x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(api.getInputStream().readNBytes(15))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("HTTP/1.1 200 OK");
        assertThat(api.getInputStream().readNBytes("\r\ncontent-length: 3\r\n\r\napi".length()))
                .asString(StandardCharsets.US_ASCII)
                .endsWith("api");
    }

    /** A Python client takes a CLOSE packet as final. */
    @Test
    void answersAPendingPollWithAnErrorWhenItStops() throws Exception {
        String poll = openPolling();
        post(poll, "40{\"user\":\"a\"}");
        get(poll);
        CompletableFuture<HttpResponse<String>> pending =
                http.sendAsync(HttpRequest.newBuilder(uri(poll)).build(), HttpResponse.BodyHandlers.ofString());
        await().until(() -> post(poll, "3").statusCode() == 200);

        port.close();

        assertThat(pending.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(400);
    }

    @Test
    void closesEveryClientWhenItStops() throws Exception {
        try (RawWebSocket socket = connected("a")) {
            port.close();

            assertThat(socket.next()).isEqualTo(WITHOUT_A_CLOSE_FRAME);
            assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
        }
    }

    /** Stands for the HTTP API. */
    private static final class PlainApi implements HttpEdge {

        @Override
        public boolean claims(HttpMethod method, String rawPath) {
            return true;
        }

        @Override
        public int maxBody() {
            return 5_000;
        }

        @Override
        public String entry() {
            return "api";
        }

        @Override
        public void addHandlers(ChannelPipeline pipeline, String next) {
            pipeline.addBefore(next, entry(), new PlainHandler());
        }
    }

    private static final class PlainHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    Unpooled.copiedBuffer("api", StandardCharsets.US_ASCII));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 3);
            ctx.writeAndFlush(response);
        }
    }
}
