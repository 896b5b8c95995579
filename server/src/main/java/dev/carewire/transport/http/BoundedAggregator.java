package dev.carewire.transport.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Gathers a request's body up to a limit; a larger one is answered with 413 and JSON, one for which all connections together hold
 * too much already with 503. Both end the connection.
 */
public final class BoundedAggregator extends HttpObjectAggregator {

    private final int maxBody;
    private final IncomingBodies bodies;

    /** Bytes of the body that is coming in. */
    private int held;

    private boolean refused;

    /**
     * An aggregator for one connection.
     *
     * @param maxBody bytes a body may have
     * @param bodies what all connections share
     */
    public BoundedAggregator(int maxBody, IncomingBodies bodies) {
        super(maxBody);
        this.maxBody = maxBody;
        this.bodies = bodies;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpContent content
                && !take(content.content().readableBytes())) {
            ReferenceCountUtil.release(message);
            refuse(ctx, HttpErrors.noRoomForBody(ctx.alloc()));
        } else {
            if (message instanceof LastHttpContent) {
                letGo();
            }
            super.channelRead(ctx, message);
        }
    }

    private boolean take(int bytes) {
        boolean taken = bytes == 0 || bodies.take(bytes);
        if (taken) {
            held += bytes;
        }
        return taken;
    }

    private void letGo() {
        bodies.letGo(held);
        held = 0;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        refuse(ctx, HttpErrors.tooLarge(ctx.alloc(), maxBody));
    }

    /** The rest of the body is still on its way and would be read as a request. */
    private void refuse(ChannelHandlerContext ctx, FullHttpResponse answer) {
        refused = true;
        letGo();
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        letGo();
        super.channelInactive(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
        letGo();
        super.handlerRemoved(ctx);
    }
}
