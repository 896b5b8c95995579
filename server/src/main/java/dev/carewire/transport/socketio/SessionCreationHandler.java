package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.Namespace;
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

    SessionCreationHandler(SocketIoRuntime runtime, Namespace mainNamespace) {
        this.runtime = runtime;
        this.mainNamespace = mainNamespace;
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
        EngineSession session = new EngineSession(ctx.channel().eventLoop(), head, request, runtime);
        SessionStore.put(head, session);
        // Without a client in a namespace the library never reports the end of a session.
        head.addNamespaceClient(mainNamespace);
        session.start();
    }
}
