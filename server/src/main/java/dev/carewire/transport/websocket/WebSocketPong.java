package dev.carewire.transport.websocket;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;

/** Answers pings of the protocol (RFC 6455, 5.5.3). */
public final class WebSocketPong {

    private WebSocketPong() {}

    /** Answers the ping and releases it. A client that reads nothing gets no further answers: each would stay in memory. */
    public static void answer(Channel channel, PingWebSocketFrame ping) {
        if (channel.isWritable()) {
            channel.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else {
            ping.release();
        }
    }
}
