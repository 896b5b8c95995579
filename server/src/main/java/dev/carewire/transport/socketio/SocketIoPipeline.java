package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import dev.carewire.transport.http.ApiConnections;
import dev.carewire.transport.http.BoundedAggregator;
import dev.carewire.transport.http.IncomingBodies;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.Door;
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
    static final String OTHERS = "others";

    /** The one path the library knows; the guard maps every endpoint to it. */
    static final String LIBRARY_PATH = "/socket.io/";

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final OriginPolicy origins;
    private final ApiConnections httpApi;
    private final EdgeConfig config;
    private final IncomingBodies bodies;
    private final Door door;
    private final ClientsBox clients;
    private final LibraryPackets libraryPackets = new LibraryPackets();
    private final LastResort lastResort = new LastResort();
    private final GatedAuthorize authorize;
    private final SessionOpening opening;
    private final PollingRequests polling;
    private final WebSocketOpening webSocketOpening;
    private final WebSocketFrames webSocket;

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
            ApiConnections httpApi,
            Configuration library,
            DeflateUse deflateUse,
            Door door) {
        for (Endpoint endpoint : endpoints) {
            String path = endpoint.path();
            this.endpoints.put(path, endpoint);
            this.endpoints.put(path.substring(0, path.length() - 1), endpoint);
        }
        this.clients = clients;
        this.origins = origins;
        this.httpApi = httpApi;
        this.config = runtime.config();
        this.bodies = new IncomingBodies(config.incomingBodies());
        this.door = door;
        CancelableScheduler scheduler = new NoTimers();
        NamespacesHub namespaces = new NamespacesHub(library);
        DisconnectableHub ends = this::letGo;
        authorize = new GatedAuthorize(scheduler, library, namespaces, ends, clients);
        opening = new SessionOpening(runtime, namespaces.create(Namespace.DEFAULT_NAME));
        polling = new PollingRequests(clients, config.maxPayload());
        webSocketOpening = new WebSocketOpening(
                clients, new WebSocketHandshake(config.maxPayload(), config.permessageDeflate(), deflateUse));
        webSocket = new WebSocketFrames(authorize, library, scheduler, clients);
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("http", new HttpServerCodec());
        pipeline.addLast(
                SocketIOChannelInitializer.HTTP_AGGREGATOR,
                new BoundedAggregator(Math.max(config.maxBody(), config.maxPayload()), httpApi::streams, bodies));
        pipeline.addLast("guard", new Guard(endpoints, new RequestCheck(clients, config), origins, config, door));
        pipeline.addLast(SocketIOChannelInitializer.AUTHORIZE_HANDLER, authorize);
        pipeline.addLast("opening", opening);
        pipeline.addLast(SocketIOChannelInitializer.XHR_POLLING_TRANSPORT, polling);
        pipeline.addLast("webSocketOpening", webSocketOpening);
        pipeline.addLast(SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT, webSocket);
        pipeline.addLast(SocketIOChannelInitializer.SOCKETIO_ENCODER, libraryPackets);
        pipeline.addLast(OTHERS, httpApi.handler());
        pipeline.addLast("lastResort", lastResort);
    }

    /** Called by the library, on any thread, when it lets go of a client. */
    private void letGo(ClientHead head) {
        clients.removeClient(head.getSessionId());
        SessionStore.of(head).ended();
    }
}
