package dev.carewire.transport.netty;

import dev.carewire.http.HttpErrors;
import dev.carewire.http.Response;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the body of a request, unless its edge streams it. Answers 413 to a body above the limit, and 408 to one that does not arrive
 * in time. Answers 503 to the largest body when those of its address exceed their share, or all bodies their budget. Each closes the
 * connection, as does 417 to an unknown {@code Expect} header.
 */
final class BoundedAggregator extends HttpObjectAggregator {

    /** How long a client may keep sending a body that was rejected. */
    private static final long LINGER_SECONDS = 2;

    private final int maxBody;
    private final Function<HttpRequest, BodyReception> selection;
    private final RequestArrival arrival;

    /** Most pieces of a body, as in Engine.IO 6.6: each takes memory, however small it is. */
    private static final int MAX_PIECES = 10_000;

    /** Pieces of the current body that have arrived. */
    private int pieces;

    /** How the edge of the current request receives its body. */
    private BodyReception reception = BodyReception.AGGREGATED;

    /**
     * An aggregator for one connection.
     *
     * @param maxBody largest body in bytes
     * @param selection how the body of a request is received
     * @param arrival limits time and memory of each request
     */
    BoundedAggregator(int maxBody, Function<HttpRequest, BodyReception> selection, RequestArrival arrival) {
        super(maxBody, true);
        this.maxBody = maxBody;
        this.selection = selection;
        this.arrival = arrival;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest head) {
            pieces = 0;
            reception = selection.apply(head);
            arrival.onHead(reception.deadline());
        }
        if (message instanceof LastHttpContent) {
            arrival.onBodyEnd();
        }
        if (!isStreaming() && message instanceof HttpContent content) {
            if (++pieces > MAX_PIECES) {
                ReferenceCountUtil.release(message);
                rejectSize(ctx);
                return;
            }
            int bytes = content.content().readableBytes();
            if (bytes > 0 && !arrival.onBody(bytes, () -> refuse(ctx, HttpErrors.FORMAT.overloaded()))) {
                ReferenceCountUtil.release(message);
                refuse(ctx, HttpErrors.FORMAT.overloaded());
                return;
            }
            if (message instanceof LastHttpContent) {
                arrival.onBodyAccepted();
            }
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        arrival.onReadComplete();
        super.channelReadComplete(ctx);
    }

    private boolean isStreaming() {
        return reception.form() == BodyReception.Form.IN_PIECES;
    }

    @Override
    public boolean acceptInboundMessage(Object message) throws Exception {
        return !isStreaming() && super.acceptInboundMessage(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == BodyTimeout.EVENT && !isStreaming()) {
            ctx.fireUserEventTriggered(BodyRejection.EVENT);
            refuse(ctx, HttpErrors.requestTimeout());
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    /** Answers an {@code Expect} header: the superclass does not pass on a request that it rejects. */
    @Override
    protected @Nullable Object newContinueResponse(HttpMessage head, int maxContentLength, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(head, maxContentLength, pipeline);
        if (response instanceof HttpResponse rejection
                && rejection.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE)) {
            pipeline.context(this).fireUserEventTriggered(BodyRejection.EVENT);
        }
        return response;
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
        arrival.releaseBody();
        Channel channel = ctx.channel();
        ctx.writeAndFlush(ResponseEncoder.encodeLast(response, ctx.alloc()))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        // Releases what has arrived.
        channel.pipeline().replace(this, "refusedBody", new RefusedBody());
    }
}
