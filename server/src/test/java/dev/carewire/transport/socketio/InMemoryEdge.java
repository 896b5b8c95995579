package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.http.Router;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.Verification;
import dev.carewire.log.RingLimits;
import dev.carewire.rest.HealthRoutes;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpApiEdge;
import dev.carewire.transport.netty.HttpPipeline;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.ConnectLimits;
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

/**
 * The edge's whole pipeline, HTTP API included, without sockets, threads or a clock: connections are in memory, and time passes
 * when a test says so. One thread.
 */
final class InMemoryEdge {

    static final int MAX_PAYLOAD = WebSocketBytes.MAX_PAYLOAD;

    private static final Duration LONG = Duration.ofSeconds(60);

    /** How long a client may say nothing: the ping interval and the time to answer a ping. */
    static final Duration SILENCE = LONG.multipliedBy(2);

    private static final int ROUNDS = 4;

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final EchoDialect dialect;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final Clock clock = new TickerClock(ticker);

    /** More than one, so that a session's connections may be on different ones; all of this thread. */
    private final List<Loop> loops = List.of(new Loop(ticker), new Loop(ticker));

    private final DeflateUse deflateUse = new DeflateUse();
    private final ClientsBox clients = new ClientsBox();
    private final HttpPipeline pipeline;
    private final List<Peer> peers = new ArrayList<>();

    InMemoryEdge() {
        this(new EchoDialect());
    }

    /** Its clients speak {@code dialect}; time begins at the epoch. */
    InMemoryEdge(EchoDialect dialect) {
        this.dialect = dialect;
        this.pipeline = pipeline();
    }

    private HttpPipeline pipeline() {
        OriginPolicy origins = new OriginPolicy(Set.of("https://clinic.example"));
        HttpApi api = new HttpApi(
                new Router(new HealthRoutes("1", Clock.systemUTC(), List.of()).routes()),
                new BearerAuthentication(
                        token -> CompletableFuture.completedStage(new Verification.Unavailable()), origins),
                origins,
                Runnable::run);
        SocketIoEdge edge = new SocketIoEdge(
                new SocketIoRuntime(
                        SocketIoEdgeTest.engine(LONG, LONG),
                        TestSessions.runtime(hub, Runnable::run, clock, new TestLimits())),
                List.of(
                        new Endpoint("/socket.io/", dialect, true, deflateUse),
                        new Endpoint("/api/socket/", dialect, false, deflateUse)),
                clients,
                origins,
                deflateUse,
                new ConnectGate(ConnectLimits.NONE, clock));
        return new HttpPipeline(TestPort.config(1 << 20, LONG), List.of(edge, new HttpApiEdge(api, 5_000)));
    }

    /** A new connection. */
    Peer connect() {
        Peer peer = new Peer();
        peers.add(peer);
        return peer;
    }

    /** The {@code sid} of a new polling session. */
    String openPolling() {
        return openPolling("EIO=4");
    }

    /** The {@code sid} of a new polling session; {@code version} is the query's part that says it. */
    String openPolling(String version) {
        Peer peer = connect();
        String opened = peer.exchange(EngineRequests.open().replace("EIO=4", version));
        peer.close();
        return EngineRequests.sid(opened);
    }

    /** A connection that has become a WebSocket; {@code query} goes on after the transport. */
    Peer webSocket(String query) {
        return webSocket("EIO=4", query);
    }

    /** The same in a version of the protocol. */
    Peer webSocket(String version, String query) {
        Peer peer = connect();
        peer.send(EngineRequests.webSocket(query).replace("EIO=4", version));
        return peer;
    }

    /** Lets ten minutes pass: every deadline and timer that runs now goes off. */
    void advance() {
        advance(Duration.ofMinutes(10));
    }

    /** Lets this much time pass at once. */
    void advance(Duration time) {
        stall(time);
        settle();
    }

    /** Lets this time pass while the server does nothing; its timers go off after whatever a client sends next. */
    void stall(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Does what is to be done now. */
    private void settle() {
        int done;
        do {
            done = loops.stream().mapToInt(Loop::runNow).sum();
        } while (done > 0);
    }

    /** Something happens that everybody who follows the tenant is told. */
    void publishToTenant() {
        hub.deliver(PatientEvents.PATIENT_DELETED.newEvent(EchoDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")));
        settle();
    }

    /** A client that does everything right gets what it should. */
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

    /** Something happens that everybody is told of. */
    void publishToAll(String words) {
        hub.deliver(PresenceEvents.USER_STATUS_CHANGED.newEvent(
                EchoDialect.TENANT,
                Instant.EPOCH,
                new PresenceChanged("u", words, PresenceStatus.AWAY, Instant.EPOCH)));
        settle();
    }

    /** What clients have said. */
    Collection<String> receivedMessages() {
        return dialect.heard;
    }

    /** Every client goes away without a word. */
    void breakConnections() {
        peers.forEach(Peer::close);
    }

    /** Lets time pass in which no client says anything: every connection ends, and nothing of them is left. */
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

    /** One client's connection. */
    final class Peer {

        private final InMemoryChannel channel = new InMemoryChannel();

        /** What was sent, for the report of a failure. */
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

        /** Sends bytes in one piece; does nothing when the server has closed. */
        void send(byte[] bytes) {
            if (channel.isOpen()) {
                sent.append(new String(bytes, StandardCharsets.ISO_8859_1));
                channel.send(bytes);
                settle();
            }
        }

        /** Sends and returns what has come since the last time. */
        String exchange(String text) {
            send(text);
            return received();
        }

        /** What has come since the last time, as text. */
        String received() {
            return new String(receivedBytes(), StandardCharsets.UTF_8);
        }

        /** What has come since the last time. */
        byte[] receivedBytes() {
            return channel.takeReceived();
        }

        /** The client stops to read, or goes on. */
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

    /** Tells the time of the ticker, which begins at the epoch. */
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
