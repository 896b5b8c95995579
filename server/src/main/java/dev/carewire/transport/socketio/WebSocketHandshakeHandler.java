package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.websocket.WebSocketHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;

/**
 * Turns a connection into a WebSocket and binds it to its session. Precedes the library's handler, which logs an error
 * when the client disconnects during the handshake, keeps its session, and accepts frames that break the protocol.
 */
@Sharable
final class WebSocketHandshakeHandler extends ChannelInboundHandlerAdapter {

    private final ClientsBox clients;
    private final WebSocketHandshake handshake;

    WebSocketHandshakeHandler(ClientsBox clients, WebSocketHandshake handshake) {
        this.clients = clients;
        this.handshake = handshake;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request) {
            try {
                open(ctx.channel(), request);
            } finally {
                request.release();
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void open(Channel channel, FullHttpRequest request) {
        boolean opensSession = EngineRequest.attachedTo(channel).sid().isEmpty();
        ClientHead head = EngineRequest.attachedTo(channel)
                .sid()
                .map(clients::get)
                .orElseGet(() -> SessionCreationHandler.registeredClient(channel));
        if (head == null) {
            PollingResponse.to(request)
                    .sendJson(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.SESSION_UNKNOWN.json());
            return;
        }
        try {
            handshake
                    .perform(
                            channel,
                            request,
                            SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT,
                            SessionStore.of(head).memory())
                    .addListener(result -> {
                        if (result.isSuccess()) {
                            head.bindChannel(channel, Transport.WEBSOCKET);
                        } else {
                            channel.close();
                            disconnectIfOpening(head, opensSession);
                        }
                    });
        } catch (WebSocketHandshakeException malformed) {
            PollingResponse.to(request)
                    .sendJson(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
            disconnectIfOpening(head, opensSession);
        }
    }

    /** Ends a session that this request opened: it has no other transport. */
    private static void disconnectIfOpening(ClientHead head, boolean opensSession) {
        if (opensSession) {
            head.onChannelDisconnect();
        }
    }
}
