package dev.carewire.transport.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a WebSocket in order (RFC 6455, 7.1.1): the close frame, the server's half of the connection, and the rest
 * once the client has closed. Closing while the client still sends makes the kernel reset the connection, and the
 * client may never read the close frame. The server therefore discards what still arrives, for a limited time.
 */
public final class WebSocketClose {

    /** How long a client may take to read its pending frames and the close frame. */
    static final long CLOSE_TIMEOUT_SECONDS = 10;

    /** How long the server waits after the close frame for the client to close. */
    static final long LINGER_SECONDS = 3;

    private WebSocketClose() {}

    /**
     * Sends the close frame and ends the connection. The server ignores anything that the client sends afterwards. Any
     * thread.
     */
    public static void send(Channel channel, CloseWebSocketFrame last) {
        closeAfterWrite(channel, channel.writeAndFlush(last));
    }

    /** Ends the connection after the frames that are pending, without a close frame. Any thread. */
    public static void withoutFrame(Channel channel) {
        closeAfterWrite(channel, channel.writeAndFlush(Unpooled.EMPTY_BUFFER));
    }

    private static void closeAfterWrite(Channel channel, ChannelFuture last) {
        last.addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel connection) {
                linger(connection);
            } else {
                channel.close();
            }
        });
        // A client that reads nothing must not hold its pending frames.
        closeAfter(channel, CLOSE_TIMEOUT_SECONDS);
    }

    private static void linger(DuplexChannel connection) {
        connection.pipeline().addFirst(new DiscardingHandler());
        connection.config().setAutoRead(true);
        connection.shutdownOutput();
        closeAfter(connection, LINGER_SECONDS);
    }

    private static void closeAfter(Channel channel, long seconds) {
        Future<?> timeout = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> timeout.cancel(false));
    }

    /** Discards everything that is read. */
    private static final class DiscardingHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
