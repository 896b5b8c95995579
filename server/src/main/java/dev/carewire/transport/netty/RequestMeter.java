package dev.carewire.transport.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests of one connection, also those that the port refuses itself. Follows the decoder, which passes on one
 * request at a time. Leaves the pipeline when the connection becomes a WebSocket. For use on the connection's event loop.
 */
final class RequestMeter extends ChannelDuplexHandler {

    private final Function<HttpMethod, MeasuredRoute> route;
    private final PortObserver observer;

    /** Of the request without an answer; null before its head is complete. */
    private @Nullable HttpMethod method;

    private boolean complete;
    private long completedAt;

    /** @param route of the current request, which has that method */
    RequestMeter(Function<HttpMethod, MeasuredRoute> route, PortObserver observer) {
        this.route = route;
        this.observer = observer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head) {
            method = head.method();
            complete = false;
        }
        if (message instanceof LastHttpContent) {
            complete = true;
            completedAt = ctx.executor().ticker().nanoTime();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof HttpResponse response)) {
            ctx.write(message, promise);
            return;
        }
        boolean upgrade = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        if (upgrade || response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            onAnswer(ctx, response.status().code());
        }
        ctx.write(message, promise);
        if (upgrade) {
            ctx.pipeline().remove(this);
        }
    }

    private void onAnswer(ChannelHandlerContext ctx, int status) {
        HttpMethod answered = method;
        Duration took = complete ? Duration.ofNanos(ctx.executor().ticker().nanoTime() - completedAt) : Duration.ZERO;
        method = null;
        complete = false;
        observer.onAnswer(answered == null ? MeasuredRoute.NONE : route.apply(answered), status, took);
    }
}
