package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.transport.WebSocketTransport;
import dev.carewire.hub.CloseReason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** The library's WebSocket handshake and binding; what comes in frames afterwards goes to our session. */
@Sharable
final class WebSocketFrames extends WebSocketTransport {

    private final ClientsBox clients;

    WebSocketFrames(
            AuthorizeHandler authorize,
            Configuration configuration,
            CancelableScheduler scheduler,
            ClientsBox clients) {
        super(false, authorize, configuration, scheduler, clients);
        this.clients = clients;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text) {
            receive(ctx.channel(), text);
        } else if (message instanceof PingWebSocketFrame ping) {
            ctx.channel().writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else if (message instanceof PongWebSocketFrame || message instanceof BinaryWebSocketFrame) {
            binaryOrPong(ctx.channel(), (WebSocketFrame) message);
        } else {
            // The handshake, and the closing one.
            super.channelRead(ctx, message);
        }
    }

    private void receive(Channel channel, TextWebSocketFrame frame) {
        try {
            ClientHead head = clients.get(channel);
            if (head == null) {
                channel.close();
                return;
            }
            EngineSession session = SessionStore.of(head);
            String text = frame.text();
            session.onLoop(() -> session.receive(text, channel));
        } finally {
            frame.release();
        }
    }

    /** A pong needs no answer; binary packets belong to no dialect yet, so their sender is told at once. */
    private void binaryOrPong(Channel channel, WebSocketFrame frame) {
        frame.release();
        ClientHead head = clients.get(channel);
        if (frame instanceof BinaryWebSocketFrame && head != null) {
            SessionStore.of(head).close(CloseReason.PROTOCOL_ERROR);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ClientHead head = ctx.channel().isWritable() ? clients.get(ctx.channel()) : null;
        if (head != null) {
            SessionStore.of(head).webSocketWritable(ctx.channel());
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** In place of the library's, which would end the whole session when a WebSocket fails that was only tried. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ClientHead head = clients.get(ctx.channel());
        if (head != null) {
            clients.remove(ctx.channel());
            EngineSession session = SessionStore.of(head);
            session.onLoop(() -> session.webSocketGone(ctx.channel()));
        }
        ctx.fireChannelInactive();
    }
}
