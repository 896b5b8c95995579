package dev.carewire.transport.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Gathers a request's body up to a limit; a larger one is answered with 413 and JSON, and ends the connection. */
public final class BoundedAggregator extends HttpObjectAggregator {

    private final int maxBody;

    /**
     * An aggregator for one connection.
     *
     * @param maxBody bytes a body may have
     */
    public BoundedAggregator(int maxBody) {
        super(maxBody);
        this.maxBody = maxBody;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        // The rest of the body is still on its way and would be read as a request.
        ctx.writeAndFlush(HttpErrors.tooLarge(ctx.alloc(), maxBody)).addListener(ChannelFutureListener.CLOSE);
    }
}
