package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening port: Socket.IO for every client family that speaks it, and the HTTP API on all other paths. Native epoll where
 * the system has it.
 */
public final class SocketIoEdge implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketIoEdge.class);

    private static final int ACCEPT_BACKLOG = 4096;

    /** Long enough for the loops to write what the sessions' ends left them to write. */
    private static final long QUIET_MILLIS = 50;

    private final SocketIOServer server;
    private final SocketIoPipeline pipeline;
    private final Duration grace;
    private final Channel listening;
    private final Hub hub;
    private final AtomicBoolean draining;

    private SocketIoEdge(
            SocketIOServer server,
            SocketIoPipeline pipeline,
            Duration grace,
            Channel listening,
            Hub hub,
            AtomicBoolean draining) {
        this.server = server;
        this.pipeline = pipeline;
        this.grace = grace;
        this.listening = listening;
        this.hub = hub;
        this.draining = draining;
    }

    /**
     * Opens the port. Blocks until it is bound.
     *
     * @param dialects the client family of each path; paths begin and end with a slash
     * @param httpApi makes a connection's handler for requests to every other path
     * @param workers run what blocks; reject when saturated
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static SocketIoEdge open(
            EdgeConfig config,
            Map<String, Dialect> dialects,
            Hub hub,
            TokenVerifier tokens,
            OriginPolicy origins,
            Supplier<ChannelHandler> httpApi,
            Executor workers,
            Clock clock) {
        List<Endpoint> endpoints = dialects.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey(), entry.getValue()))
                .toList();
        AtomicBoolean draining = new AtomicBoolean();
        SocketIOServer server = new SocketIOServer(library(config));
        SocketIoPipeline pipeline = new SocketIoPipeline(
                endpoints,
                scheduler -> new SocketIoRuntime(config, hub, tokens, workers, clock, scheduler),
                origins,
                httpApi,
                config,
                draining::get);
        server.setPipelineFactory(pipeline);
        ChannelFuture bound = (ChannelFuture) server.startAsync();
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            server.stop();
            throw new UncheckedIOException(new IOException(
                    "address: " + config.host() + ":" + config.port() + " (expected: free and local)", bound.cause()));
        }
        return new SocketIoEdge(server, pipeline, config.shutdownGrace(), bound.channel(), hub, draining);
    }

    private static Configuration library(EdgeConfig config) {
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
        library.setTransports(
                config.webSocket()
                        ? new Transport[] {Transport.WEBSOCKET, Transport.POLLING}
                        : new Transport[] {Transport.POLLING});
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

    /** Takes no new session, tells every client to reconnect, and closes. Blocks, at most for the configured grace. */
    @Override
    public void close() {
        if (draining.compareAndSet(false, true)) {
            listening.close().awaitUninterruptibly();
            sayGoodbye();
            // The library's own stop would wait for seconds of silence on its loops.
            pipeline.loops().ifPresent(this::shutDown);
            shutDown(listening.eventLoop().parent());
            server.stop();
        }
    }

    /** A loop that shuts down closes its connections first and runs what was queued afterwards: farewells must be out by then. */
    private void sayGoodbye() {
        Set<Executor> loops = new HashSet<>();
        for (Session session : hub.sessions()) {
            session.connection().close(CloseReason.SHUTDOWN);
            loops.add(session.connection().loop());
        }
        CountDownLatch said = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.execute(said::countDown));
        try {
            if (!said.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().addKeyValue("sessions", hub.sessions().size()).log("not all clients were told of the end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(QUIET_MILLIS, grace.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
