package dev.carewire.app;

import dev.carewire.app.wiring.Closer;
import dev.carewire.app.wiring.RunningServer;
import dev.carewire.app.wiring.WorkerPool;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TenantGate;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.log.RingLimits;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.RateLimit;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.netty.PortObserver;
import dev.carewire.transport.netty.TrustedProxies;
import dev.carewire.transport.session.ClientLimits;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.socketio.EngineConfig;
import dev.carewire.transport.socketio.EngineFeature;
import dev.carewire.transport.socketio.SocketIoEdge;
import dev.carewire.transport.websocket.Compression;
import dev.carewire.transport.websocket.DeflateUse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The real server's transport with a public test application, without tokens and database. Listens on this machine
 * only.
 */
final class ProtocolServer implements RunningServer {

    /** The application logs no events; these are the smallest limits. */
    private static final RingLimits NOTHING_IS_LOGGED = new RingLimits(64 << 10, Duration.ofSeconds(1));

    private static final int CLIENTS = 100_000;
    private static final int THREADS = 2;
    private static final int BACKLOG = 1_000;
    private static final long MEMORY = 256 << 20;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final int SEND_WINDOW = 1 << 20;

    /** The application's clients have no tokens. */
    private static final ExpiryRules EXPIRY = new ExpiryRules(SECOND, SECOND, ExpiredSessions.CLOSE, Map.of());

    private final Closer parts;
    private final GracefulPort port;

    private ProtocolServer(Closer parts, GracefulPort port) {
        this.parts = parts;
        this.port = port;
    }

    /**
     * Starts the server. Blocks until it accepts connections.
     *
     * @param port 0 for any free one
     * @param connectTimeout how long a client may take to a CONNECT
     * @param features without {@link EngineFeature#EIO3}, a handshake without the version 4 is an error, as the suites expect
     */
    static ProtocolServer start(
            int port,
            Duration pingInterval,
            Duration pingTimeout,
            Duration connectTimeout,
            Set<EngineFeature> features) {
        return start(
                new PortConfig("127.0.0.1", port, THREADS, SEND_WINDOW, SECOND, TrustedProxies.NONE, CLIENTS, SECOND),
                new ClientLimits(
                        connectTimeout,
                        Duration.ofHours(1),
                        1_000_000,
                        1_000,
                        SEND_WINDOW,
                        RateLimit.perSecond(1_000_000, 1_000_000)),
                new EngineConfig(
                        pingInterval, pingTimeout, Duration.ofSeconds(10), Compression.PERMESSAGE_DEFLATE, features));
    }

    private static ProtocolServer start(PortConfig port, ClientLimits limits, EngineConfig config) {
        Closer parts = new Closer();
        Clock clock = Clock.systemUTC();
        try {
            WorkerPool workers = parts.add(new WorkerPool("carewire-worker", THREADS, BACKLOG, port.shutdownGrace()));
            TokenVerifier tokens = token -> CompletableFuture.completedStage(new Verification.Unavailable());
            Hub hub = parts.add(
                    new Hub(new HubConfig(new SessionLimits(CLIENTS, CLIENTS, CLIENTS), NOTHING_IS_LOGGED), clock));
            ProtocolTestDialect application = new ProtocolTestDialect(hub, clock, ProtocolTestDialect::afterShortDelay);
            MemoryBudgets memory = MemoryBudgets.of(MEMORY, MEMORY, MEMORY);
            ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, clock);
            SocketIoEdge edge = new SocketIoEdge(
                    config,
                    Map.of("/socket.io/", application),
                    new SessionRuntime(
                            hub,
                            Recovery.ofMemory(hub, clock),
                            TenantGate.OPEN,
                            tokens,
                            workers,
                            clock,
                            limits,
                            EXPIRY,
                            memory),
                    new OriginPolicy(Set.of()),
                    new DeflateUse(),
                    connectGate);
            return new ProtocolServer(
                    parts,
                    parts.add(GracefulPort.open(port, memory, List.of(edge), PortObserver.NONE, hub, connectGate)));
        } catch (RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    @Override
    public int port() {
        return port.boundPort();
    }

    /** Never returns: this server has no database. */
    @Override
    public String awaitFailure() {
        return new CompletableFuture<String>().join();
    }

    @Override
    public void close() {
        parts.close();
    }
}
