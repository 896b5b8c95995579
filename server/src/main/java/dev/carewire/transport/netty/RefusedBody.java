package dev.carewire.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Discards the rest of a body that was rejected, and closes the connection at its end. For use on the connection's event loop. */
final class RefusedBody extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof LastHttpContent) {
            ctx.close();
        }
        ReferenceCountUtil.release(message);
    }
}
