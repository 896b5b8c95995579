package dev.carewire.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Gathers a request's body up to a limit; a larger one is answered with 413 and JSON, and ends the connection. */
public final class BoundedAggregator extends HttpObjectAggregator {

    private static final String TOO_LARGE =
            "{\"success\":false,\"error\":\"Request body too large\",\"code\":\"TOO_LARGE\"}";

    /**
     * An aggregator for one connection.
     *
     * @param maxBody bytes a body may have
     */
    public BoundedAggregator(int maxBody) {
        super(maxBody);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), TOO_LARGE);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // The rest of the body is still on its way and would be read as a request.
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
