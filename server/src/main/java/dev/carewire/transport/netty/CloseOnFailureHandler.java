package dev.carewire.transport.netty;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections that fail, and those with a message that no handler accepted. Does not log what clients sent. */
@Sharable
final class CloseOnFailureHandler extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(CloseOnFailureHandler.class);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            // Broken connections and malformed input are common.
            log.atDebug().addKeyValue("failure", cause.getClass().getName()).log("connection failed");
        } else {
            log.atError().setCause(cause).log("handler failed");
        }
        ctx.close();
    }
}
