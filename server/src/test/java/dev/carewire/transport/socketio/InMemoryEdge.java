package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.TestZones;
import dev.carewire.http.Router;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.Verification;
import dev.carewire.log.RingLimits;
import dev.carewire.memory.ByteBudget;
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
import dev.carewire.transport.netty.HttpPipeline;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.InMemoryChannel;
import dev.carewire.transport.websocket.WebSocketBytes;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The edge's complete pipeline including the HTTP API, without sockets, threads or a real clock. Connections are in
 * memory, and tests advance the time. One thread.
 */
final class InMemoryEdge {

    static final int MAX_PAYLOAD = WebSocketBytes.MAX_PAYLOAD;

    /** Most sessions of the node, a clinic and a user. */
    static final int MAX_SESSIONS = 100;

    private static final Duration LONG = Duration.ofSeconds(60);

    /** More failures than any test has; the limit of connections without a session applies. */
    private static final AddressLimits FAILURES = new AddressLimits(100_000, 1_000_000);

    /** How long a client may be silent: the ping interval plus the ping timeout. */
    static final Duration SILENCE = LONG.multipliedBy(2);

    /** The budget of connections without a session. */
    static final int UNAUTHENTICATED_BYTES = 400_000;

    private static final int ROUNDS = 4;

    private final Hub hub = new Hub(
            new HubConfig(
                    new SessionLimits(MAX_SESSIONS, MAX_SESSIONS, MAX_SESSIONS),
                    new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final EchoDialect dialect;
    private final ExpiryRules expiry;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final Clock clock = new TickerClock(ticker);

    /** Two loops, both of this thread, so that a session's connections may be on different ones. */
    private final List<Loop> loops = List.of(new Loop(ticker), new Loop(ticker));

    /** Bodies of the connections, which all have one address, together have 20,000 bytes. */
    private final MemoryBudgets memory = new MemoryBudgets(
            new ByteBudget(UNAUTHENTICATED_BYTES, UNAUTHENTICATED_BYTES / MemoryBudgets.SHARES),
            new ByteBudget(20_000, 20_000),
            TestPort.memory().outgoing());

    private final DeflateUse deflateUse = new DeflateUse();
    private final ClientsBox clients = new ClientsBox();
    private final HttpPipeline pipeline;
    private final List<Peer> peers = new ArrayList<>();

    /** The answers that the port measured, in order. */
    private final List<String> answers = new ArrayList<>();

    InMemoryEdge() {
        this(new EchoDialect());
    }

    /** Creates an edge whose clients use {@code dialect}, at the epoch. */
    InMemoryEdge(EchoDialect dialect) {
        this(dialect, TestSessions.EXPIRY);
    }

    /** Creates an edge whose sessions may outlive their tokens. */
    InMemoryEdge(EchoDialect dialect, ExpiryRules expiry) {
        this.dialect = dialect;
        this.expiry = expiry;
        this.pipeline = pipeline();
    }

    private HttpPipeline pipeline() {
        OriginPolicy origins = new OriginPolicy(Set.of("https://clinic.example"));
        HttpApi api = new HttpApi(
                new Router(new HealthRoutes("1", Clock.systemUTC(), List.of()).routes()),
                new BearerAuthentication(
                        token -> CompletableFuture.completedStage(new Verification.Unavailable()), origins),
                origins,
                TestZones.UTC,
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run);
        SocketIoEdge edge = new SocketIoEdge(
                new SocketIoRuntime(
                        SocketIoEdgeTest.engine(LONG, LONG),
                        TestSessions.runtime(hub, Runnable::run, clock, new TestLimits(), expiry, memory)),
                List.of(
                        new Endpoint("/socket.io/", dialect, true, deflateUse),
                        new Endpoint("/api/socket/", dialect, false, deflateUse)),
                clients,
                origins,
                deflateUse,
                new ConnectGate(FAILURES, clock));
        return new HttpPipeline(
                TestPort.config(1 << 20, LONG),
                memory,
                List.of(edge, new HttpApiEdge(api, 5_000)),
                (route, status, took) -> answers.add(route.form() + " " + route.method() + " " + route.path() + " "
                        + status + " " + took.toMillis() + " ms"));
    }

    MemoryBudgets memory() {
        return memory;
    }

    /** Opens a connection. */
    Peer connect() {
        Peer peer = new Peer();
        peers.add(peer);
        return peer;
    }

    /** Opens a polling session and returns its {@code sid}. */
    String openPolling() {
        return openPolling("EIO=4");
    }

    /** Opens a polling session and returns its {@code sid}; {@code version} is the query's version parameter. */
    String openPolling(String version) {
        Peer peer = connect();
        String opened = peer.exchange(EngineRequests.open().replace("EIO=4", version));
        peer.close();
        return EngineRequests.sid(opened);
    }

    /** Opens a WebSocket; {@code query} is appended to the transport parameter. */
    Peer webSocket(String query) {
        return webSocket("EIO=4", query);
    }

    /** Like {@link #webSocket(String)}, for another protocol version. */
    Peer webSocket(String version, String query) {
        Peer peer = connect();
        peer.send(EngineRequests.webSocket(query).replace("EIO=4", version));
        return peer;
    }

    /** Joins every session to a room. */
    void joinAll(RoomKey room) {
        hub.sessions().forEach(session -> hub.join(session, room));
    }

    /** Joins every session to rooms on behalf of a back end. */
    void grantAll(List<RoomKey> rooms) {
        hub.sessions().forEach(session -> hub.grant(session, rooms));
    }

    /** The rooms that any session is in. */
    Set<RoomKey> rooms() {
        return hub.sessions().stream()
                .flatMap(session -> session.rooms().stream())
                .collect(Collectors.toSet());
    }

    /** Advances the time by ten minutes, so that all pending timers run. */
    void advance() {
        advance(Duration.ofMinutes(10));
    }

    /** Advances the time in one step. */
    void advance(Duration time) {
        stall(time);
        settle();
    }

    /** Advances the time without running the server's timers; they run after the client's next message. */
    void stall(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs all tasks that are due. */
    private void settle() {
        int done;
        do {
            done = loops.stream().mapToInt(Loop::runNow).sum();
        } while (done > 0);
    }

    /** Publishes an event to all sessions of the tenant. */
    void publishToTenant() {
        hub.deliver(PatientEvents.PATIENT_DELETED.newEvent(EchoDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")));
        settle();
    }

    /** Asserts that a correct client is still served. */
    void assertServes() {
        Peer peer = webSocket("");
        assertThat(peer.received()).contains("\r\n\r\n").contains("0{\"sid\":\"");
        peer.send(WebSocketBytes.text("40{\"user\":\"witness\"}"));
        assertThat(peer.received()).contains("40{\"sid\":\"");
        peer.send(WebSocketBytes.text("421[\"hello\"]"));
        assertThat(peer.received()).endsWith("431[\"hello\"]");
        peer.send(WebSocketBytes.close(1000));
        assertThat(peer.isOpen()).isFalse();
    }

    /** Publishes an event to all sessions. */
    void publishToAll(String words) {
        hub.deliver(PresenceEvents.USER_STATUS_CHANGED.newEvent(
                EchoDialect.TENANT,
                Instant.EPOCH,
                new PresenceChanged("u", words, PresenceStatus.AWAY, Instant.EPOCH)));
        settle();
    }

    /** The answers that the port has measured since the last call: form, method, path, status and time. */
    List<String> takeAnswers() {
        List<String> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    /** The messages that clients have sent. */
    Collection<String> receivedMessages() {
        return dialect.heard;
    }

    /** Closes all connections without a closing handshake. */
    void breakConnections() {
        peers.forEach(Peer::close);
    }

    /**
     * Advances the time without messages from clients, and asserts that all connections end and nothing of them is
     * left.
     */
    void assertForgetsEverything() {
        for (int i = 0; i < ROUNDS; i++) {
            advance();
        }
        List<Peer> lasting = peers.stream().filter(Peer::isOpen).toList();
        peers.forEach(Peer::close);
        peers.clear();
        assertThat(lasting).as("connections that last for ever").isEmpty();
        assertThat(hub.sessions()).as("sessions of the hub").isEmpty();
        assertThat(registered("uuid2clients")).as("the library's sessions").isEmpty();
        assertThat(registered("channel2clients")).as("the library's channels").isEmpty();
        assertThat(loops).as("loops with timers").noneMatch(Loop::hasTimers);
        assertThat(dialect.went).as("users that left").containsExactlyInAnyOrderElementsOf(dialect.came);
        dialect.came.clear();
        dialect.went.clear();
        dialect.heard.clear();
    }

    private Map<?, ?> registered(String map) {
        try {
            Field field = ClientsBox.class.getDeclaredField(map);
            field.setAccessible(true);
            return (Map<?, ?>) field.get(clients);
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("ClientsBox", changed);
        }
    }

    /** A client's connection. */
    final class Peer {

        private final InMemoryChannel channel = new InMemoryChannel();

        /** The bytes sent so far, for failure messages. */
        private final StringBuilder sent = new StringBuilder();

        private Peer() {
            channel.pipeline().addLast(pipeline);
            channel.unsafe().register(loops.get(peers.size() % loops.size()), channel.newPromise());
            settle();
        }

        boolean isOpen() {
            return channel.isOpen();
        }

        void send(String text) {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends bytes in one piece; does nothing if the server has closed the connection. */
        void send(byte[] bytes) {
            if (channel.isOpen()) {
                sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
                channel.send(bytes);
                settle();
            }
        }

        /** Sends text and returns the bytes received since the last call, as text. */
        String exchange(String text) {
            send(text);
            return received();
        }

        /** The bytes received since the last call, as text. */
        String received() {
            return new String(receivedBytes(), StandardCharsets.UTF_8);
        }

        /** The bytes received since the last call. */
        byte[] receivedBytes() {
            return channel.takeReceived();
        }

        /** Sets whether the client reads. */
        void setReading(boolean does) {
            channel.setReading(does);
            settle();
        }

        void close() {
            channel.close();
            settle();
        }

        @Override
        public String toString() {
            return sent.toString();
        }
    }

    /** A clock that shows the ticker's time, starting at the epoch. */
    private static final class TickerClock extends Clock {

        private final MockTicker ticker;

        private TickerClock(MockTicker ticker) {
            this.ticker = ticker;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("zone: " + zone + " (expected: UTC alone)");
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(ticker.nanoTime());
        }
    }

    private static final class Loop extends ManualIoEventLoop {

        private Loop(Ticker ticker) {
            super(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
        }

        private boolean hasTimers() {
            return hasScheduledTasks();
        }
    }
}
