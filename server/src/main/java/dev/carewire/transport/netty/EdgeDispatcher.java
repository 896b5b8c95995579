package dev.carewire.transport.netty;

import dev.carewire.http.HttpErrors;
import dev.carewire.http.Response;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each request of one HTTP connection to the first edge that claims it, or answers 404. Closes a connection that stays idle.
 * Leaves the pipeline when the connection becomes a WebSocket.
 */
final class EdgeDispatcher extends ChannelDuplexHandler {

    /** How long after a response the connection may stay without a request. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    private final List<HttpEdge> edges;
    private final ForwardedAddresses addresses;
    private final Duration firstRequestTimeout;
    private final RequestArrival arrival;
    private final IdleTimer idle = new IdleTimer();

    /** The edge of the latest request; null if none claims it. */
    private @Nullable Selection selection;

    /** Name of the first handler behind this one. */
    private String next = HttpPipeline.LAST_RESORT;

    /** Whether the connection closes after the current response, which announces that. */
    private boolean closing;

    /** The handler that receives the rest of the current request; absent after the request was refused. */
    private @Nullable ChannelHandlerContext receiver;

    /**
     * A dispatcher for one connection.
     *
     * @param edges in the order in which a request is offered to them
     * @param addresses determines the client of each request
     * @param firstRequestTimeout how long a new connection may take to send its first request
     * @param arrival limits the connection while it has no request
     */
    EdgeDispatcher(
            List<HttpEdge> edges, ForwardedAddresses addresses, Duration firstRequestTimeout, RequestArrival arrival) {
        this.edges = edges;
        this.addresses = addresses;
        this.firstRequestTimeout = firstRequestTimeout;
        this.arrival = arrival;
    }

    private record Selection(HttpEdge edge, QueryStringDecoder target) {}

    /**
     * Selects the edge for a request, whose head precedes it in the pipeline. Parses the request's target, and determines its client.
     *
     * @return how the edge receives the body
     */
    BodyReception select(Channel channel, HttpRequest head) {
        // The body has a deadline of its own.
        idle.cancel();
        addresses.attach(channel, head.headers());
        RequestSender.detach(channel);
        QueryStringDecoder target = new QueryStringDecoder(head.uri());
        String path = head.decoderResult().isSuccess() ? target.rawPath() : "";
        selection = null;
        for (HttpEdge edge : edges) {
            if (edge.claims(head.method(), path)) {
                selection = new Selection(edge, target);
                return edge.streamsBody(head.method(), path)
                        ? BodyReception.STREAMED
                        : new BodyReception(BodyReception.Form.WHOLE, edge.bodyDeadline());
            }
        }
        return BodyReception.AGGREGATED;
    }

    /** How metrics name the current request, which has that method. */
    MeasuredRoute measuredRoute(HttpMethod method) {
        Selection selected = selection;
        return selected == null ? MeasuredRoute.NONE : selected.edge().measuredRoute(method, selected.target());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        idle.restart(ctx, firstRequestTimeout);
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        Selection rejected = selection;
        if (event == BodyRejection.EVENT && rejected != null) {
            rejected.edge().onBodyRejected(rejected.target());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            receiver = receiverOf(ctx, request);
        }
        ChannelHandlerContext entry = receiver;
        if (entry == null) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            ((ChannelInboundHandler) entry.handler()).channelRead(entry, message);
        } finally {
            RequestTarget.detach(ctx.channel());
        }
    }

    /** The entry of the edge that answers the request, unless the request is refused here. */
    private @Nullable ChannelHandlerContext receiverOf(ChannelHandlerContext ctx, HttpRequest request) {
        Selection selected = selection;
        if (selected == null) {
            refuse(ctx, HttpErrors.unknownPath());
            return null;
        }
        RequestTarget.attach(ctx.channel(), selected.target());
        return accept(ctx, request, selected.edge());
    }

    private static void refuse(ChannelHandlerContext ctx, Response response) {
        ctx.writeAndFlush(ResponseEncoder.encodeLast(response, ctx.alloc())).addListener(ChannelFutureListener.CLOSE);
    }

    private @Nullable ChannelHandlerContext accept(ChannelHandlerContext ctx, HttpRequest request, HttpEdge edge) {
        // The decoder also passes on requests that follow the last one of a closed connection.
        if (!ctx.channel().isActive()) {
            ctx.close();
            return null;
        }
        idle.cancel();
        if (!edge.answersLargeBodies()
                && request instanceof FullHttpRequest full
                && full.content().readableBytes() > edge.maxBody()) {
            refuse(ctx, HttpErrors.tooLarge(edge.maxBody()));
            return null;
        }
        if (ctx.pipeline().context(edge.entry()) == null) {
            // In front of the other edges' handlers, which the messages of a WebSocket must not reach.
            edge.addHandlers(ctx.pipeline(), next);
            next = edge.entry();
        }
        return ctx.pipeline().context(edge.entry());
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            promise.addListener(written -> removeAfterUpgrade(ctx, written));
        } else if (isFinal(message)) {
            writeResponse(ctx, message, promise);
            return;
        }
        ctx.write(message, promise);
    }

    private void writeResponse(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse head) {
            // The edge limits the duration of a response in pieces.
            idle.cancel();
            announceEnd(head);
        }
        if (!(message instanceof LastHttpContent)) {
            ctx.write(message, promise);
            return;
        }
        // Also for a request that waits: its response waits until the client has read this one.
        idle.restart(ctx, KEEP_ALIVE);
        if (closing) {
            ctx.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        } else {
            arrival.onResponse();
            ctx.write(message, promise);
        }
    }

    /** A client that knows the last response does not send another request, which the close would lose. */
    private void announceEnd(HttpResponse head) {
        if (HttpUtil.isKeepAlive(head) && !arrival.mayStay()) {
            closing = true;
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void removeAfterUpgrade(ChannelHandlerContext ctx, Future<?> written) {
        if (written.isSuccess()) {
            ctx.pipeline().remove(this);
            ctx.pipeline().remove(arrival);
        }
    }

    /** Whether the message is more than leave to send the body. */
    private static boolean isFinal(Object message) {
        return !(message instanceof HttpResponse response) || !response.status().equals(HttpResponseStatus.CONTINUE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        idle.cancel();
    }
}
