package dev.carewire.transport.http;

import dev.carewire.http.HttpErrors;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Gathers a request's body up to a limit, unless it goes on in pieces; a larger one is answered with 413 and JSON, one for which
 * all connections together hold too much already with 503. Both end the connection.
 */
public final class BoundedAggregator extends HttpObjectAggregator {

    /** How long a client whose body is too large may go on sending it. */
    private static final long LINGER_SECONDS = 2;

    private final int maxBody;
    private final Predicate<HttpRequest> streamed;
    private final RequestBodyBudget bodies;

    /** Bytes of the body that is coming in. */
    private int reservedBytes;

    private boolean refused;

    /** Whether the pieces that come belong to a request that goes on in pieces. */
    private boolean streaming;

    /**
     * An aggregator for one connection.
     *
     * @param maxBody bytes a body may have
     * @param streamed the requests that go on in pieces, as they come
     * @param bodies what all connections share
     */
    public BoundedAggregator(int maxBody, Predicate<HttpRequest> streamed, RequestBodyBudget bodies) {
        super(maxBody);
        this.maxBody = maxBody;
        this.streamed = streamed;
        this.bodies = bodies;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest head) {
            streaming = streamed.test(head);
        }
        if (refused) {
            if (message instanceof LastHttpContent) {
                ctx.close();
            }
            ReferenceCountUtil.release(message);
        } else if (!streaming
                && message instanceof HttpContent content
                && !reserve(content.content().readableBytes())) {
            ReferenceCountUtil.release(message);
            refuse(ctx, HttpErrors.bodyBudgetExceeded(ctx.alloc()));
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
        refuse(ctx, HttpErrors.tooLarge(ctx.alloc(), maxBody));
    }

    /**
     * The rest of the body is still on its way and would be read as a request. It is thrown away before the connection ends, for a
     * while: a client that still sends when the connection is closed may never read the answer.
     */
    private void refuse(ChannelHandlerContext ctx, FullHttpResponse answer) {
        refused = true;
        release();
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
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
