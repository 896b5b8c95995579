package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.Epoll;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The listening port: Socket.IO for every client family that speaks it, and the HTTP API on all other paths. Native epoll where
 * the system has it.
 */
public final class SocketIoEdge implements AutoCloseable {

    private static final int ACCEPT_BACKLOG = 4096;

    private final SocketIOServer server;
    private final Channel listening;
    private final Hub hub;
    private final AtomicBoolean draining;

    private SocketIoEdge(SocketIOServer server, Channel listening, Hub hub, AtomicBoolean draining) {
        this.server = server;
        this.listening = listening;
        this.hub = hub;
        this.draining = draining;
    }

    /**
     * Opens the port. Blocks until it is bound.
     *
     * @param dialects the client family of each path; paths begin and end with a slash
     * @param httpApi a sharable handler for every request to another path
     * @param maxBody largest HTTP request body in bytes
     * @param workers run what blocks; reject when saturated
     * @throws java.io.UncheckedIOException if the address cannot be bound
     */
    public static SocketIoEdge open(
            SocketIoConfig config,
            Map<String, Dialect> dialects,
            Hub hub,
            TokenVerifier tokens,
            OriginPolicy origins,
            ChannelHandler httpApi,
            int maxBody,
            Executor workers,
            Clock clock) {
        List<Endpoint> endpoints = dialects.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey(), entry.getValue()))
                .toList();
        AtomicBoolean draining = new AtomicBoolean();
        SocketIOServer server = new SocketIOServer(library(config));
        server.setPipelineFactory(new SocketIoPipeline(
                endpoints,
                scheduler -> new SocketIoRuntime(config, hub, tokens, workers, clock, scheduler),
                origins,
                httpApi,
                Math.max(maxBody, config.maxPayload()),
                draining::get));
        ChannelFuture bound = (ChannelFuture) server.startAsync();
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            server.stop();
            throw new java.io.UncheckedIOException(new java.io.IOException(
                    "address: " + config.host() + ":" + config.port() + " (expected: free and local)", bound.cause()));
        }
        return new SocketIoEdge(server, bound.channel(), hub, draining);
    }

    private static Configuration library(SocketIoConfig config) {
        SocketConfig sockets = new SocketConfig();
        sockets.setReuseAddress(true);
        sockets.setTcpNoDelay(true);
        sockets.setAcceptBackLog(ACCEPT_BACKLOG);
        sockets.setWriteBufferWaterMarkLow(config.sendWindow() / 2);
        sockets.setWriteBufferWaterMarkHigh(config.sendWindow());
        Configuration library = new Configuration();
        library.setHostname(config.host());
        library.setPort(config.port());
        library.setBossThreads(1);
        library.setWorkerThreads(config.eventLoops());
        library.setUseLinuxNativeEpoll(Epoll.isAvailable());
        library.setPingInterval(Math.toIntExact(config.pingInterval().toMillis()));
        library.setPingTimeout(Math.toIntExact(config.pingTimeout().toMillis()));
        library.setUpgradeTimeout(Math.toIntExact(config.upgradeTimeout().toMillis()));
        library.setFirstDataTimeout(
                Math.toIntExact(config.authenticationTimeout().toMillis()));
        library.setMaxFramePayloadLength(config.maxPayload());
        library.setRandomSession(true);
        library.setSocketConfig(sockets);
        library.setStoreFactory(new SessionStores());
        return library;
    }

    /** The port that was bound. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Takes no new session, tells every client to reconnect elsewhere, and closes. Blocks for some seconds. */
    @Override
    public void close() {
        if (draining.compareAndSet(false, true)) {
            listening.close().awaitUninterruptibly();
            for (Session session : hub.sessions()) {
                session.connection().close(CloseReason.SHUTDOWN);
            }
            server.stop();
        }
    }
}
