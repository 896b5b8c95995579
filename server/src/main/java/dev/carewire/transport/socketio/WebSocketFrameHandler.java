package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.handler.AuthorizeHandler;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.transport.WebSocketTransport;
import dev.carewire.hub.CloseReason;
import dev.carewire.protocol.EngineUnit;
import dev.carewire.transport.netty.SlowConsumer;
import dev.carewire.transport.websocket.WebSocketPong;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** The library's WebSocket handshake and binding. Frames that follow reach our session instead of the library. */
@Sharable
final class WebSocketFrameHandler extends WebSocketTransport {

    private final ClientsBox clients;

    WebSocketFrameHandler(
            AuthorizeHandler authorize,
            Configuration configuration,
            CancelableScheduler scheduler,
            ClientsBox clients) {
        super(false, authorize, configuration, scheduler, clients);
        this.clients = clients;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame frame) {
            String text = frame.text();
            receive(ctx.channel(), frame, version -> EngineUnit.decode(text, version));
        } else if (message instanceof BinaryWebSocketFrame frame) {
            byte[] bytes = ByteBufUtil.getBytes(frame.content());
            receive(ctx.channel(), frame, version -> EngineUnit.decode(bytes, version));
        } else if (message instanceof PingWebSocketFrame ping) {
            WebSocketPong.answer(ctx.channel(), ping);
        } else if (message instanceof PongWebSocketFrame pong) {
            pong.release();
        } else {
            ClientHead head = message instanceof CloseWebSocketFrame ? clients.get(ctx.channel()) : null;
            if (head != null) {
                EngineSession session = SessionStore.of(head);
                session.onLoop(() -> session.onCloseFrame(ctx.channel()));
            }
            // Handshakes and close frames.
            super.channelRead(ctx, message);
        }
    }

    private void receive(Channel channel, WebSocketFrame frame, EngineSession.UnitDecoder reading) {
        frame.release();
        ClientHead head = clients.get(channel);
        if (head == null) {
            channel.close();
            return;
        }
        EngineSession session = SessionStore.of(head);
        session.onLoop(() -> session.receive(reading, channel));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ClientHead head = ctx.channel().isWritable() ? clients.get(ctx.channel()) : null;
        if (head != null) {
            SessionStore.of(head).onWebSocketWritable(ctx.channel());
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        ClientHead head = event == SlowConsumer.EVENT ? clients.get(ctx.channel()) : null;
        if (head != null) {
            SessionStore.of(head).close(CloseReason.SLOW_CONSUMER);
        }
        super.userEventTriggered(ctx, event);
    }

    /** Replaces the library's method, which would end the whole session when a WebSocket fails during an upgrade. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ClientHead head = clients.get(ctx.channel());
        if (head != null) {
            clients.remove(ctx.channel());
            EngineSession session = SessionStore.of(head);
            session.onLoop(() -> session.onWebSocketClosed(ctx.channel()));
        }
        ctx.fireChannelInactive();
    }
}
