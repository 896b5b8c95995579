package dev.carewire.bench;

import dev.carewire.fixture.NumberedEvents;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TenantGate;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.netty.TrustedProxies;
import dev.carewire.transport.session.ClientLimits;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.socketio.EngineConfig;
import dev.carewire.transport.socketio.EngineFeature;
import dev.carewire.transport.socketio.SocketIoEdge;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.transport.websocket.DeflateUse;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's transport, hub and log with a fixed rate of logged events, without clinic and database. Four arguments:
 * the port, events a second, bytes of the ring, bytes of the send window.
 */
public final class EventStream {

    /** Rooms that take turns; every member of a room receives its events. */
    static final int ROOMS = 90;

    /** The number of logged events between two volatile ones. */
    private static final int LOGGED_PER_VOLATILE = 20;

    /** For the answer to a ping. On a busy machine, a stall could exceed the default of 20 s. */
    private static final Duration LONGER_THAN_A_STALL = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int CLIENTS = 100_000;
    private static final int PAYLOAD = 1_000_000;

    private EventStream() {}

    /** Serves and publishes until the process ends; prints "ready" once it accepts connections. */
    public static void main(String... arguments) {
        int perSecond = Integer.parseInt(arguments[1]);
        int ring = Integer.parseInt(arguments[2]);
        Clock clock = Clock.systemUTC();
        Hub hub = new Hub(
                new HubConfig(
                        new SessionLimits(CLIENTS, CLIENTS, CLIENTS), new RingLimits(ring, Duration.ofMinutes(2))),
                clock);
        ExecutorService workers = Executors.newFixedThreadPool(1);
        TokenVerifier nobody = token -> CompletableFuture.completedStage(new Verification.Unavailable());
        int sendWindow = Integer.parseInt(arguments[3]);
        ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, clock);
        SocketIoEdge edge = new SocketIoEdge(
                new EngineConfig(
                        Duration.ofSeconds(25),
                        LONGER_THAN_A_STALL,
                        PATIENCE,
                        Compression.NONE,
                        EnumSet.allOf(EngineFeature.class)),
                Map.of("/socket.io/", new StreamDialect(hub)),
                new SessionRuntime(
                        hub,
                        Recovery.ofMemory(hub, clock),
                        TenantGate.OPEN,
                        nobody,
                        workers,
                        clock,
                        limits(sendWindow),
                        TestSessions.EXPIRY,
                        TestPort.memory()),
                new OriginPolicy(Set.of()),
                new DeflateUse(),
                connectGate);
        PortConfig port = new PortConfig(
                "127.0.0.1",
                Integer.parseInt(arguments[0]),
                Runtime.getRuntime().availableProcessors(),
                sendWindow,
                PATIENCE,
                TrustedProxies.NONE,
                1,
                PATIENCE);
        GracefulPort.open(port, TestPort.memory(), List.of(edge), PortObserver.NONE, hub, connectGate);
        System.out.println("ready");
        publish(hub, clock, 1e9 / perSecond);
    }

    private static ClientLimits limits(int sendWindow) {
        return new ClientLimits(PATIENCE, Duration.ofHours(1), PAYLOAD, 10, sendWindow, RateLimit.perSecond(50, 100));
    }

    private static void publish(Hub hub, Clock clock, double nanosPerEvent) {
        NumberedEvents log = new NumberedEvents("s", hub::deliver);
        long start = System.nanoTime();
        long volatiles = 0;
        for (long number = 1; true; number++) {
            long due = start + (long) (number * nanosPerEvent);
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            int room = (int) (number % ROOMS);
            log.append(StreamDialect.LOGGED.newEvent(
                    StreamDialect.TENANT,
                    clock.instant(),
                    new Tick(room, number, due, volatiles, hub.traffic().droppedCount())));
            if (number % LOGGED_PER_VOLATILE == 0) {
                volatiles++;
                hub.deliver(StreamDialect.VOLATILE.newEvent(
                        StreamDialect.TENANT, clock.instant(), new Tick(room, 0, due, volatiles, 0)));
            }
        }
    }
}
