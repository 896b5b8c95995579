package dev.carewire.transport.netty;

import dev.carewire.http.HttpErrors;
import dev.carewire.http.Response;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Aggregates the body of a request, unless its edge streams it. Answers 413 to a body above the limit, and 503 when the
 * bodies of all connections exceed their budget; both close the connection.
 */
final class BoundedAggregator extends HttpObjectAggregator {

    /** How long a client may keep sending a body that was rejected. */
    private static final long LINGER_SECONDS = 2;

    private final int maxBody;
    private final Predicate<HttpRequest> streamed;
    private final RequestBodyBudget bodies;

    /** Most pieces of a body, as in Engine.IO 6.6: each takes memory, however small it is. */
    private static final int MAX_PIECES = 10_000;

    /** Pieces of the current body that have arrived. */
    private int pieces;

    /** Bytes that the current body has reserved. */
    private int reservedBytes;

    private boolean refused;

    /** Whether the edge of the current request streams its body. */
    private boolean streaming;

    /**
     * An aggregator for one connection.
     *
     * @param maxBody largest body in bytes
     * @param streamed whether the body of a request is passed on in pieces
     * @param bodies the budget of all connections
     */
    BoundedAggregator(int maxBody, Predicate<HttpRequest> streamed, RequestBodyBudget bodies) {
        super(maxBody);
        this.maxBody = maxBody;
        this.streamed = streamed;
        this.bodies = bodies;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest head) {
            pieces = 0;
            streaming = streamed.test(head);
        }
        if (refused) {
            if (message instanceof LastHttpContent) {
                ctx.close();
            }
            ReferenceCountUtil.release(message);
        } else if (!streaming && message instanceof HttpContent && ++pieces > MAX_PIECES) {
            ReferenceCountUtil.release(message);
            rejectSize(ctx);
        } else if (!streaming
                && message instanceof HttpContent content
                && !reserve(content.content().readableBytes())) {
            ReferenceCountUtil.release(message);
            refuse(ctx, HttpErrors.FORMAT.overloaded());
        } else {
            if (message instanceof LastHttpContent) {
                release();
            }
            super.channelRead(ctx, message);
        }
    }

    @Override
    public boolean acceptInboundMessage(Object message) throws Exception {
        return !streaming && super.acceptInboundMessage(message);
    }

    private boolean reserve(int bytes) {
        boolean taken = bytes == 0 || bodies.tryReserve(bytes);
        if (taken) {
            reservedBytes += bytes;
        }
        return taken;
    }

    private void release() {
        bodies.release(reservedBytes);
        reservedBytes = 0;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        rejectSize(ctx);
    }

    private void rejectSize(ChannelHandlerContext ctx) {
        ctx.fireUserEventTriggered(BodyRejection.EVENT);
        refuse(ctx, HttpErrors.tooLarge(maxBody));
    }

    /**
     * Discards the rest of the body before it closes: a client that is still sending at the close may never read the
     * response.
     */
    private void refuse(ChannelHandlerContext ctx, Response response) {
        refused = true;
        release();
        ctx.writeAndFlush(ResponseEncoder.encodeLast(response, ctx.alloc()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        release();
        super.channelInactive(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) throws Exception {
        release();
        super.handlerRemoved(ctx);
    }
}
