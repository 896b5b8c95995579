package dev.carewire.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How a WebSocket ends: the last frame, then the server's half of the connection, then all of it once the client has closed its own
 * (RFC 6455, 7.1.1). A connection that is closed while the client still sends is reset by the kernel, and the client may never read
 * why it was sent away; so what still comes is thrown away, for a while.
 */
public final class WebSocketClose {

    /** How long a client may take to read what it was sent before its end, and the last frame. */
    static final long CLOSE_TIMEOUT_SECONDS = 10;

    /** How long a client may go on after the last frame was sent. */
    static final long LINGER_SECONDS = 3;

    private WebSocketClose() {}

    /** Sends the last frame and ends the connection. Nothing that the client sends from then on is heard. Any thread. */
    public static void send(Channel channel, CloseWebSocketFrame last) {
        channel.writeAndFlush(last).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel connection) {
                linger(connection);
            } else {
                channel.close();
            }
        });
        // A client that reads nothing must not keep what waits for it.
        closeAfter(channel, CLOSE_TIMEOUT_SECONDS);
    }

    private static void linger(DuplexChannel connection) {
        connection.pipeline().addFirst(new DiscardingHandler());
        connection.config().setAutoRead(true);
        connection.shutdownOutput();
        closeAfter(connection, LINGER_SECONDS);
    }

    private static void closeAfter(Channel channel, long seconds) {
        Future<?> patience = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> patience.cancel(false));
    }

    /** Throws away what is read. */
    private static final class DiscardingHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
