package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import dev.carewire.dialect.Dialect;
import dev.carewire.hub.CloseReason;
import dev.carewire.transport.netty.BodyDeadline;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.MeasuredRoute;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.SessionRuntime;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.WebSocketHandshake;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Socket.IO on a port, for every client family that speaks it. The library's handlers that work well stay in the
 * pipeline; our own replace the others. Handlers that the library looks up by name have the names of its own pipeline.
 */
public final class SocketIoEdge implements HttpEdge {

    /** The one path that the library knows; the guard maps every endpoint to it. */
    static final String LIBRARY_PATH = "/socket.io/";

    private static final String GUARD = "guard";

    private static final BodyDeadline POST_DEADLINE = new BodyDeadline(Duration.ofSeconds(30), 0);

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final int maxPayload;
    private final ClientsBox clients;
    private final EngineRequestValidator validator;
    private final EngineRequestGuard guard;
    private final TransportBindingHandler transportBinding = new TransportBindingHandler();
    private final NonJoiningAuthorizeHandler authorize;
    private final SessionCreationHandler sessionCreation;
    private final PollingHandler polling;
    private final WebSocketHandshakeHandler webSocketHandshake;
    private final WebSocketFrameHandler webSocket;

    /**
     * An edge without clients.
     *
     * @param dialects the client family of each path; paths begin and end with a slash
     * @param origins the web pages that may connect
     * @param deflateUse counts the compressing WebSockets of the server
     * @param connectGate the gate of all edges of the server
     */
    public SocketIoEdge(
            EngineConfig config,
            Map<String, Dialect> dialects,
            SessionRuntime sessions,
            OriginPolicy origins,
            DeflateUse deflateUse,
            ConnectGate connectGate) {
        this(
                new SocketIoRuntime(config, sessions),
                dialects.entrySet().stream()
                        .map(entry -> new Endpoint(
                                entry.getKey(), entry.getValue(), config.offers(EngineFeature.RECOVERY), deflateUse))
                        .toList(),
                new ClientsBox(),
                origins,
                deflateUse,
                connectGate);
    }

    /** @param clients the library's register of sessions and of the channels bound to them; none yet */
    SocketIoEdge(
            SocketIoRuntime runtime,
            List<Endpoint> endpoints,
            ClientsBox clients,
            OriginPolicy origins,
            DeflateUse deflateUse,
            ConnectGate connectGate) {
        for (Endpoint endpoint : endpoints) {
            String path = endpoint.path();
            this.endpoints.put(path, endpoint);
            this.endpoints.put(path.substring(0, path.length() - 1), endpoint);
        }
        EngineConfig config = runtime.config();
        this.maxPayload = runtime.sessions().limits().maxPayload();
        this.clients = clients;
        Configuration library = libraryConfiguration(config, maxPayload);
        CancelableScheduler scheduler = new NoOpScheduler();
        NamespacesHub namespaces = new NamespacesHub(library);
        validator = new EngineRequestValidator(clients, config);
        guard = new EngineRequestGuard(this.endpoints, validator, origins, connectGate);
        authorize = new NonJoiningAuthorizeHandler(scheduler, library, namespaces, this::removeClient, clients);
        sessionCreation = new SessionCreationHandler(runtime, namespaces.create(Namespace.DEFAULT_NAME), connectGate);
        polling = new PollingHandler(clients, maxPayload);
        webSocketHandshake = new WebSocketHandshakeHandler(
                clients, new WebSocketHandshake(maxPayload, config.compression(), deflateUse));
        webSocket = new WebSocketFrameHandler(authorize, library, scheduler, clients);
    }

    private static Configuration libraryConfiguration(EngineConfig config, int maxPayload) {
        Configuration library = new Configuration();
        library.setTransports(
                config.offers(EngineFeature.WEBSOCKET)
                        ? new Transport[] {Transport.WEBSOCKET, Transport.POLLING}
                        : new Transport[] {Transport.POLLING});
        library.setMaxFramePayloadLength(maxPayload);
        library.setRandomSession(true);
        library.setStoreFactory(new SessionStoreFactory());
        return library;
    }

    @Override
    public boolean claims(HttpMethod method, String rawPath) {
        return endpoints.containsKey(rawPath);
    }

    /** With the headers that a page needs to read the answer. */
    @Override
    public boolean answersLargeBodies() {
        return true;
    }

    @Override
    public int maxBody() {
        return maxPayload;
    }

    @Override
    public MeasuredRoute measuredRoute(HttpMethod method, QueryStringDecoder target) {
        return MeasuredRoute.of(
                method,
                endpoint(target).path(),
                method.equals(HttpMethod.GET) && EngineRequestValidator.isPoll(target)
                        ? MeasuredRoute.Form.POLL
                        : MeasuredRoute.Form.REQUEST);
    }

    private Endpoint endpoint(QueryStringDecoder target) {
        return Objects.requireNonNull(endpoints.get(target.rawPath()), "endpoint");
    }

    /** Ends the session, as the reference server does: its client's packets are lost. */
    @Override
    public void onBodyRejected(QueryStringDecoder target) {
        validator.session(target, endpoint(target)).ifPresent(session -> session.close(CloseReason.PROTOCOL_ERROR));
    }

    /** As Engine.IO 6.6: 30 s, however large. */
    @Override
    public BodyDeadline bodyDeadline() {
        return POST_DEADLINE;
    }

    @Override
    public String entry() {
        return GUARD;
    }

    @Override
    public void addHandlers(ChannelPipeline pipeline, String next) {
        pipeline.addBefore(next, GUARD, guard)
                .addBefore(next, SocketIOChannelInitializer.AUTHORIZE_HANDLER, authorize)
                .addBefore(next, "opening", sessionCreation)
                .addBefore(next, SocketIOChannelInitializer.XHR_POLLING_TRANSPORT, polling)
                .addBefore(next, "webSocketOpening", webSocketHandshake)
                .addBefore(next, SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT, webSocket)
                .addBefore(next, SocketIOChannelInitializer.SOCKETIO_ENCODER, transportBinding);
    }

    /** Called by the library, on any thread, when it releases a client. */
    private void removeClient(ClientHead head) {
        clients.removeClient(head.getSessionId());
        SessionStore.of(head).end();
    }
}
