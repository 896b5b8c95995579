package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.Namespace;
import dev.carewire.hub.CloseReason;
import dev.carewire.transport.netty.ClientAddress;
import dev.carewire.transport.session.ConnectAttempt;
import dev.carewire.transport.session.ConnectGate;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;

/** Creates the session of each client that the library has just registered, before a transport is bound to it. */
@Sharable
final class SessionCreationHandler extends ChannelInboundHandlerAdapter {

    private final SocketIoRuntime runtime;
    private final Namespace mainNamespace;
    private final ConnectGate connectGate;

    SessionCreationHandler(SocketIoRuntime runtime, Namespace mainNamespace, ConnectGate connectGate) {
        this.runtime = runtime;
        this.mainNamespace = mainNamespace;
        this.connectGate = connectGate;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest) {
            EngineRequest request = EngineRequest.attachedTo(ctx.channel());
            if (request.sid().isEmpty()) {
                open(ctx, request, registeredClient(ctx.channel()));
            }
        }
        ctx.fireChannelRead(message);
    }

    /** The client that the library registered for the request on {@code channel}. */
    static ClientHead registeredClient(Channel channel) {
        return channel.attr(ClientHead.CLIENT).get();
    }

    private void open(ChannelHandlerContext ctx, EngineRequest request, ClientHead head) {
        ConnectAttempt attempt = connectGate.begin(
                ClientAddress.of(ctx.channel()),
                () -> ctx.executor().execute(() -> SessionStore.of(head).close(CloseReason.OVER_LIMIT)));
        EngineSession session = new EngineSession(ctx.channel().eventLoop(), head, request, runtime, attempt);
        SessionStore.put(head, session);
        // Without a client in a namespace the library never reports the end of a session.
        head.addNamespaceClient(mainNamespace);
        session.start();
    }
}
