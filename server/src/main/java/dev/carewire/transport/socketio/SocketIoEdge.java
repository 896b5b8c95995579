package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.transport.http.HttpChannelFactory;
import dev.carewire.transport.netty.ListeningPort;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.DeflateUse;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening port: Socket.IO for every client family that speaks it, and the HTTP API on all other paths.
 */
public final class SocketIoEdge implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SocketIoEdge.class);

    private final ListeningPort port;
    private final Duration grace;
    private final Hub hub;
    private final ConnectGate connectGate;

    private SocketIoEdge(ListeningPort port, Duration grace, Hub hub, ConnectGate door) {
        this.port = port;
        this.grace = grace;
        this.hub = hub;
        this.connectGate = door;
    }

    /**
     * Opens the port. Blocks until it is bound.
     *
     * @param dialects the client family of each path; paths begin and end with a slash
     * @param httpApi answers requests to every other path
     * @param deflateUse whether any WebSocket of the server takes compressed messages
     * @param door to this edge and others; shut when this one closes
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static SocketIoEdge open(
            EdgeConfig config,
            Map<String, Dialect> dialects,
            SessionRuntime sessions,
            OriginPolicy origins,
            HttpChannelFactory httpApi,
            DeflateUse deflateUse,
            ConnectGate door) {
        Json.warmUp();
        List<Endpoint> endpoints = dialects.entrySet().stream()
                .map(entry -> new Endpoint(entry.getKey(), entry.getValue(), config.recovery(), deflateUse))
                .toList();
        SocketIoPipeline pipeline = new SocketIoPipeline(
                endpoints,
                new SocketIoRuntime(config, sessions),
                new ClientsBox(),
                origins,
                httpApi,
                libraryConfiguration(config),
                deflateUse,
                door);
        ListeningPort port = ListeningPort.open(
                new InetSocketAddress(config.host(), config.port()),
                config.eventLoops(),
                config.sendWindow(),
                pipeline);
        return new SocketIoEdge(port, config.shutdownGrace(), sessions.hub(), door);
    }

    /** How the library behaves. */
    static Configuration libraryConfiguration(EdgeConfig config) {
        Configuration library = new Configuration();
        library.setTransports(
                config.webSocket()
                        ? new Transport[] {Transport.WEBSOCKET, Transport.POLLING}
                        : new Transport[] {Transport.POLLING});
        library.setMaxFramePayloadLength(config.maxPayload());
        library.setRandomSession(true);
        library.setStoreFactory(new SessionStoreFactory());
        return library;
    }

    /** The port that was bound. */
    public int port() {
        return port.boundPort();
    }

    /** Takes no new session, tells every client to reconnect, and closes. Blocks, at most for the configured grace. */
    @Override
    public void close() {
        if (connectGate.close()) {
            port.stopListening();
            closeSessions();
            port.close(grace);
        }
    }

    /** A loop that shuts down closes its connections first and runs what was queued afterwards: farewells must be out by then. */
    private void closeSessions() {
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
}
