package dev.carewire.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the requests of one connection, one at a time. A pipelined request stays undecoded until the response to the previous one is
 * written. Responses are therefore in the order of the requests (RFC 9112, 9.3.2). The connection is not read meanwhile: at most the bytes of
 * one read wait. For use on the connection's event loop.
 */
final class SequentialRequestDecoder extends HttpRequestDecoder {

    private final RequestArrival arrival;
    private @Nullable ChannelHandlerContext context;

    /** The method of the current request. */
    private HttpMethod method = HttpMethod.GET;

    /** Whether a request is complete whose response has not been written. */
    private boolean awaitsResponse;

    /** Whether the connection is not read, since bytes wait. */
    private boolean paused;

    /** @param arrival counts the bytes that wait */
    SequentialRequestDecoder(RequestArrival arrival) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(RequestHeads.MAX_BYTES)
                .setMaxHeaderSize(RequestHeads.MAX_BYTES));
        this.arrival = arrival;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        context = null;
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        super.channelRead(ctx, message);
        if (awaitsResponse && !ctx.isRemoved() && actualReadableBytes() > 0) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
            arrival.onWaiting(actualReadableBytes());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (paused) {
            // The superclass would read more.
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (awaitsResponse) {
            return;
        }
        super.decode(ctx, in, out);
        for (Object message : out) {
            if (message instanceof HttpRequest head) {
                method = head.method();
                RequestHeads.check(head);
            }
            awaitsResponse |= message instanceof LastHttpContent;
        }
    }

    /** Whether the current request is one whose response has no body. */
    boolean asksForHeadOnly() {
        return HttpMethod.HEAD.equals(method);
    }

    /** The response to the current request has been written: decodes the next request. */
    void onResponse() {
        awaitsResponse = false;
        ChannelHandlerContext own = context;
        if (paused && own != null) {
            paused = false;
            own.channel().config().setAutoRead(true);
            own.executor().execute(() -> resume(own));
        }
    }

    /** Passes no bytes through the pipeline, so that its first handlers see the next request begin, too. */
    private void resume(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved() && ctx.channel().isActive()) {
            ctx.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
            ctx.pipeline().fireChannelReadComplete();
        }
    }
}
