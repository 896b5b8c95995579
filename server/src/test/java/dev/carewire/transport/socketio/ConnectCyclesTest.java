package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.fuzz.FaultDetector;
import dev.carewire.fuzz.FuzzRandom;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.RecoveryStore;
import dev.carewire.hub.SessionCheckpoints;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.WebSocketBytes;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients connect over every transport and leave in every way. Afterwards the heap is as it was before. */
class ConnectCyclesTest {

    private static final int CLIENTS_AT_ONCE = 8;
    private static final int WARM_UP = 400;

    /** Sessions that the hub may have, or keep, at a time. */
    private static final int MOST_SESSIONS = 10_000;

    /** Long enough for a client that waits for its turn, short enough to await the end of an abandoned session. */
    private static final Duration PING = Duration.ofSeconds(3);

    /** Objects that exist once, regardless of the number of clients, and are created on first use. */
    private static final int SINGLE = 8;

    private static final long DIRECT_SLACK = 16L << 20;

    private final FaultDetector faults = FaultDetector.watch();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS_AT_ONCE);
    private final Hub hub = new Hub(
            new HubConfig(
                    new SessionLimits(MOST_SESSIONS, MOST_SESSIONS, MOST_SESSIONS),
                    new RingLimits(1 << 20, Duration.ofSeconds(1))),
            Clock.systemUTC());
    private final SessionCheckpoints checkpoints =
            new SessionCheckpoints(hub, RecoveryStore.NONE, Clock.systemUTC(), Duration.ofSeconds(30));
    private final EchoDialect dialect = new EchoDialect();
    private final ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, Clock.systemUTC());
    private final GracefulPort port = TestPort.open(
            hub,
            connectGate,
            new SocketIoEdge(
                    SocketIoEdgeTest.engine(PING, PING),
                    Map.of("/socket.io/", dialect),
                    TestSessions.runtime(hub, Runnable::run, new TestLimits()),
                    new OriginPolicy(Set.of()),
                    new DeflateUse(),
                    connectGate));

    @AfterEach
    void close() {
        clients.shutdownNow();
        port.close();
        faults.close();
    }

    @Test
    void twoThousandCyclesLeaveNothing() throws Exception {
        leaveNothing(2_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandCyclesLeaveNothing() throws Exception {
        leaveNothing(100_000);
    }

    private void leaveNothing(int cycles) throws Exception {
        cycle(WARM_UP);
        LiveObjectHistogram before = settled();
        long directBefore = PlatformDependent.usedDirectMemory();

        cycle(cycles);

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    LiveObjectHistogram after = settled();
                    assertThat(after.grownBeyond(before, SINGLE, "dev.carewire.", "com.corundumstudio."))
                            .as("of sessions and their parts")
                            .isEmpty();
                    assertThat(after.grownBeyond(
                                    before,
                                    pooled(cycles),
                                    "io.netty.channel.",
                                    "io.netty.buffer.",
                                    "io.netty.handler."))
                            .as("of channels and buffers")
                            .isEmpty();
                    assertThat(PlatformDependent.usedDirectMemory()).isLessThan(directBefore + DIRECT_SLACK);
                });
        faults.assertNoneAfterCollection();
    }

    /**
     * Objects that threads and pools may keep: Netty recycles the objects of released buffers, up to a few thousand per
     * thread. A leak in one of a few cycles would exceed this.
     */
    private static int pooled(int cycles) {
        return Math.max(256, cycles / 50);
    }

    /** The live objects after every session has ended. */
    private LiveObjectHistogram settled() {
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.sessions().isEmpty());
        hub.evict();
        saveSessions();
        dialect.came.clear();
        dialect.went.clear();
        dialect.heard.clear();
        return LiveObjectHistogram.ofLiveObjects();
    }

    /** Sessions that have ended wait for the store. */
    private void saveSessions() {
        for (int i = 0; i <= MOST_SESSIONS / SessionCheckpoints.MAX_BATCH; i++) {
            checkpoints.save();
        }
    }

    private void cycle(int times) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS_AT_ONCE; client++) {
            FuzzRandom chance = new FuzzRandom(client);
            running.add(clients.submit(() -> {
                for (int i = 0; i < times / CLIENTS_AT_ONCE; i++) {
                    comeAndGo(i % 6, chance);
                }
                return null;
            }));
        }
        for (Future<?> client : running) {
            client.get();
        }
    }

    private void comeAndGo(int kind, FuzzRandom chance) throws IOException {
        try (RawTcpClient wire = new RawTcpClient(port.boundPort())) {
            switch (kind) {
                case 0 -> webSocket(wire);
                case 1 -> polling(wire, chance.choose("1", "41\u001e1", "9"));
                case 2 -> upgrade(wire);
                case 3 -> reset(wire, chance);
                case 4 -> refused(wire);
                default -> abandoned(wire, chance);
            }
        }
    }

    private static void webSocket(RawTcpClient wire) throws IOException {
        wire.write(EngineRequests.webSocket(""));
        wire.await("0{\"sid\":\"");
        talk(wire);
        wire.write(WebSocketBytes.close(1000));
        wire.awaitEnd();
    }

    private static void talk(RawTcpClient wire) throws IOException {
        wire.write(WebSocketBytes.text("40{\"user\":\"u\"}"));
        wire.await("40{\"sid\":\"");
        wire.write(WebSocketBytes.text("421[\"hello\"]"));
        wire.await("431[\"hello\"]");
    }

    /** Opens a session over polling, connects, and returns its id. */
    private static String connected(RawTcpClient wire) throws IOException {
        wire.write(EngineRequests.open());
        String sid = EngineRequests.sid(wire.await("}"));
        wire.write(EngineRequests.post(sid, "40{\"user\":\"u\"}"));
        wire.await("ok");
        wire.write(EngineRequests.poll(sid));
        wire.await("40{\"sid\":\"");
        return sid;
    }

    private static void polling(RawTcpClient wire, String lastWords) throws IOException {
        String sid = connected(wire);
        wire.write(EngineRequests.post(sid, lastWords));
        wire.await("HTTP/1.1 ");
    }

    private void upgrade(RawTcpClient wire) throws IOException {
        String sid = connected(wire);
        try (RawTcpClient webSocket = new RawTcpClient(port.boundPort())) {
            webSocket.write(EngineRequests.webSocket("&sid=" + sid));
            webSocket.await("\r\n\r\n");
            webSocket.write(WebSocketBytes.text("2probe"));
            webSocket.await("3probe");
            webSocket.write(WebSocketBytes.text("5"));
            webSocket.write(WebSocketBytes.text("421[\"hello\"]"));
            webSocket.await("431[\"hello\"]");
        }
    }

    /** Resets the connection at a random point of its life. */
    private static void reset(RawTcpClient wire, FuzzRandom chance) throws IOException {
        wire.write(EngineRequests.webSocket(""));
        if (chance.oneIn(2)) {
            wire.await("0{\"sid\":\"");
            wire.write(WebSocketBytes.text("40{\"user\":\"u\"}"));
        }
        if (chance.oneIn(2)) {
            wire.write(WebSocketBytes.text("421[\"hello\"]"));
        }
        wire.reset();
    }

    private static void refused(RawTcpClient wire) throws IOException {
        wire.write(EngineRequests.webSocket(""));
        wire.await("0{\"sid\":\"");
        wire.write(WebSocketBytes.text("40{}"));
        wire.await("44{\"message\":\"");
        wire.awaitEnd();
    }

    private static void abandoned(RawTcpClient wire, FuzzRandom chance) throws IOException {
        String sid = connected(wire);
        if (chance.oneIn(2)) {
            wire.write(EngineRequests.poll(sid));
        }
        if (chance.oneIn(2)) {
            wire.reset();
        }
    }
}
