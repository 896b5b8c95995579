package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.HashedWheelTimeoutScheduler;
import dev.carewire.transport.http.BoundedAggregator;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers of a connection, from the socket to the HTTP API: ours, with the library's where it does its work well. */
@Sharable
final class SocketIoPipeline extends SocketIOChannelInitializer {

    static final String HTTP_API = "httpApi";

    /** The one path the library knows; the guard maps every endpoint to it. */
    static final String LIBRARY_PATH = "/socket.io/";

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Function<CancelableScheduler, SocketIoRuntime> runtimes;
    private final OriginPolicy origins;
    private final Supplier<ChannelHandler> httpApi;
    private final EdgeConfig config;
    private final BooleanSupplier draining;
    private final CancelableScheduler scheduler = new HashedWheelTimeoutScheduler();
    private final ClientsBox clients = new ClientsBox();
    private final LibraryPackets libraryPackets = new LibraryPackets();
    private final LastResort lastResort = new LastResort();

    private volatile @Nullable EventLoopGroup loops;
    private @Nullable GatedAuthorize authorize;
    private @Nullable SessionOpening opening;
    private @Nullable PollingRequests polling;
    private @Nullable WebSocketFrames webSocket;

    SocketIoPipeline(
            List<Endpoint> endpoints,
            Function<CancelableScheduler, SocketIoRuntime> runtimes,
            OriginPolicy origins,
            Supplier<ChannelHandler> httpApi,
            EdgeConfig config,
            BooleanSupplier draining) {
        for (Endpoint endpoint : endpoints) {
            String path = endpoint.path();
            this.endpoints.put(path, endpoint);
            this.endpoints.put(path.substring(0, path.length() - 1), endpoint);
        }
        this.runtimes = runtimes;
        this.origins = origins;
        this.httpApi = httpApi;
        this.config = config;
        this.draining = draining;
    }

    /** Called by the library before it binds the port. */
    @Override
    public void start(Configuration configuration, NamespacesHub namespaces) {
        // For the timer that the library's class owns: its stop() ends it, and fails without this.
        super.start(configuration, namespaces);
        SocketIoRuntime runtime = runtimes.apply(scheduler);
        authorize = new GatedAuthorize(scheduler, configuration, namespaces, this, clients);
        opening = new SessionOpening(runtime, namespaces.get(Namespace.DEFAULT_NAME));
        polling = new PollingRequests(clients, runtime.config().maxPayload());
        webSocket = new WebSocketFrames(authorize, configuration, scheduler, clients);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        scheduler.update(ctx);
    }

    /** The loops that serve connections; empty before the first one. The library keeps them to itself. */
    Optional<EventLoopGroup> loops() {
        return Optional.ofNullable(loops);
    }

    @Override
    protected void addSocketioHandlers(ChannelPipeline pipeline) {
        loops = pipeline.channel().eventLoop().parent();
        pipeline.addLast("http", new HttpServerCodec());
        pipeline.addLast(HTTP_AGGREGATOR, new BoundedAggregator(Math.max(config.maxBody(), config.maxPayload())));
        pipeline.addLast(
                "guard",
                new Guard(
                        endpoints,
                        new RequestCheck(clients, config.webSocket()),
                        origins,
                        config.authenticationTimeout(),
                        draining));
        pipeline.addLast(AUTHORIZE_HANDLER, Objects.requireNonNull(authorize, "authorize"));
        pipeline.addLast("opening", Objects.requireNonNull(opening, "opening"));
        pipeline.addLast(XHR_POLLING_TRANSPORT, Objects.requireNonNull(polling, "polling"));
        pipeline.addLast(WEB_SOCKET_TRANSPORT, Objects.requireNonNull(webSocket, "webSocket"));
        pipeline.addLast(SOCKETIO_ENCODER, libraryPackets);
        pipeline.addLast(HTTP_API, httpApi.get());
        pipeline.addLast("lastResort", lastResort);
    }

    /** Called by the library, on any thread, when it lets go of a client. */
    @Override
    public void onDisconnect(ClientHead head) {
        clients.removeClient(head.getSessionId());
        SessionStore.of(head).ended();
    }

    @Override
    public void stop() {
        scheduler.shutdown();
        super.stop();
    }
}
