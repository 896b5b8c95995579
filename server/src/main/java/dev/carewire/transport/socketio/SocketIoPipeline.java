package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import dev.carewire.transport.http.BoundedAggregator;
import dev.carewire.transport.http.HttpChannelFactory;
import dev.carewire.transport.http.RequestBodyBudget;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.websocket.DeflateUse;
import dev.carewire.transport.websocket.WebSocketHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The handlers of a connection, from the socket to the HTTP API: ours, with the library's where it does its work well. Handlers that
 * the library looks up by name have the names of its own pipeline.
 */
@Sharable
final class SocketIoPipeline extends ChannelInitializer<Channel> {

    /** Name of the first handler of requests that are not Socket.IO's. */
    static final String API_HANDLER = "others";

    /** The one path the library knows; the guard maps every endpoint to it. */
    static final String LIBRARY_PATH = "/socket.io/";

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final OriginPolicy origins;
    private final HttpChannelFactory httpApi;
    private final EdgeConfig config;
    private final RequestBodyBudget bodies;
    private final ConnectGate connectGate;
    private final ClientsBox clients;
    private final TransportBindingHandler transportBinding = new TransportBindingHandler();
    private final CloseOnFailureHandler closeOnFailure = new CloseOnFailureHandler();
    private final NonJoiningAuthorizeHandler authorize;
    private final SessionCreationHandler sessionCreation;
    private final PollingHandler polling;
    private final WebSocketHandshakeHandler webSocketHandshake;
    private final WebSocketFrameHandler webSocket;

    /**
     * Handlers for connections that share their clients.
     *
     * @param clients the library's register of sessions and of the channels bound to them; none yet
     * @param library how the library's parts behave
     */
    SocketIoPipeline(
            List<Endpoint> endpoints,
            SocketIoRuntime runtime,
            ClientsBox clients,
            OriginPolicy origins,
            HttpChannelFactory httpApi,
            Configuration library,
            DeflateUse deflateUse,
            ConnectGate door) {
        for (Endpoint endpoint : endpoints) {
            String path = endpoint.path();
            this.endpoints.put(path, endpoint);
            this.endpoints.put(path.substring(0, path.length() - 1), endpoint);
        }
        this.clients = clients;
        this.origins = origins;
        this.httpApi = httpApi;
        this.config = runtime.config();
        this.bodies = new RequestBodyBudget(config.incomingBodies());
        this.connectGate = door;
        CancelableScheduler scheduler = new NoOpScheduler();
        NamespacesHub namespaces = new NamespacesHub(library);
        DisconnectableHub ends = this::removeClient;
        authorize = new NonJoiningAuthorizeHandler(scheduler, library, namespaces, ends, clients);
        sessionCreation = new SessionCreationHandler(runtime, namespaces.create(Namespace.DEFAULT_NAME));
        polling = new PollingHandler(clients, config.maxPayload());
        webSocketHandshake = new WebSocketHandshakeHandler(
                clients, new WebSocketHandshake(config.maxPayload(), config.permessageDeflate(), deflateUse));
        webSocket = new WebSocketFrameHandler(authorize, library, scheduler, clients);
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("http", new HttpServerCodec());
        pipeline.addLast(
                SocketIOChannelInitializer.HTTP_AGGREGATOR,
                new BoundedAggregator(Math.max(config.maxBody(), config.maxPayload()), httpApi::streamsBody, bodies));
        pipeline.addLast(
                "guard",
                new EngineRequestGuard(
                        endpoints, new EngineRequestValidator(clients, config), origins, config, connectGate));
        pipeline.addLast(SocketIOChannelInitializer.AUTHORIZE_HANDLER, authorize);
        pipeline.addLast("opening", sessionCreation);
        pipeline.addLast(SocketIOChannelInitializer.XHR_POLLING_TRANSPORT, polling);
        pipeline.addLast("webSocketOpening", webSocketHandshake);
        pipeline.addLast(SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT, webSocket);
        pipeline.addLast(SocketIOChannelInitializer.SOCKETIO_ENCODER, transportBinding);
        pipeline.addLast(API_HANDLER, httpApi.newHandler());
        pipeline.addLast("lastResort", closeOnFailure);
    }

    /** Called by the library, on any thread, when it lets go of a client. */
    private void removeClient(ClientHead head) {
        clients.removeClient(head.getSessionId());
        SessionStore.of(head).end();
    }
}
