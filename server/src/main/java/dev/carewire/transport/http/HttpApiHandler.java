package dev.carewire.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One connection's requests, answered one at a time in the order in which they came. The next begins when the answer to the
 * last has been written, so that a client that does not read gets no further. What comes meanwhile waits, up to
 * {@value #MAX_WAITING} requests with {@value #MAX_WAITING_BYTES} bytes of bodies; one more is answered 429 in its turn, and the
 * connection is closed. Expects aggregated requests; one for each connection, used by its event loop alone.
 */
public final class HttpApiHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** Requests of one connection that may wait. */
    public static final int MAX_WAITING = 16;

    /** Bytes that the bodies of waiting requests may have together. */
    public static final int MAX_WAITING_BYTES = 1 << 20;

    private final HttpApi api;
    private final Queue<Turn> waiting = new ArrayDeque<>(2);
    private int waitingBytes;
    private long received;
    private boolean busy;
    private boolean lastReceived;

    public HttpApiHandler(HttpApi api) {
        this.api = api;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (lastReceived) {
            return;
        }
        Turn turn = turn(context, message);
        if (busy) {
            await(turn);
        } else {
            begin(context, turn);
        }
    }

    private Turn turn(ChannelHandlerContext context, FullHttpRequest message) {
        received++;
        String id = context.channel().id().asShortText() + "-" + received;
        Request request = Request.of(id, message);
        if (message.decoderResult().isFailure()) {
            lastReceived = true;
            return Turn.refused(request, HttpErrors.malformedRequest());
        }
        Persistence persistence = Persistence.of(message);
        lastReceived = persistence == Persistence.CLOSE;
        return new Turn(request, persistence, () -> api.answer(request));
    }

    private void await(Turn turn) {
        boolean fits =
                waiting.size() < MAX_WAITING && waitingBytes + turn.request().size() <= MAX_WAITING_BYTES;
        if (fits) {
            waitingBytes += turn.request().size();
            waiting.add(turn);
        } else {
            lastReceived = true;
            waiting.add(Turn.refused(turn.request().withoutBody(), HttpErrors.tooManyWaiting()));
        }
    }

    private void begin(ChannelHandlerContext context, Turn turn) {
        busy = true;
        turn.answer().get().thenAccept(response -> context.executor().execute(() -> write(context, turn, response)));
    }

    private void write(ChannelHandlerContext context, Turn turn, Response response) {
        FullHttpResponse message = response.with("x-request-id", turn.request().id())
                .encode(
                        context.alloc(),
                        HttpMethod.HEAD.equals(turn.request().method())
                                ? Response.Content.LENGTH_ONLY
                                : Response.Content.SENT);
        turn.persistence().mark(message);
        context.writeAndFlush(message).addListener(written -> {
            if (written.isSuccess() && turn.persistence() != Persistence.CLOSE) {
                next(context);
            } else {
                context.close();
            }
        });
    }

    private void next(ChannelHandlerContext context) {
        Turn turn = waiting.poll();
        busy = turn != null;
        if (turn != null) {
            waitingBytes -= turn.request().size();
            begin(context, turn);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        lastReceived = true;
        waiting.clear();
        super.channelInactive(context);
    }

    /** What happens to the connection after an answer. */
    private enum Persistence {
        /** The rule of HTTP/1.1: nothing is said. */
        KEEP,
        /** HTTP/1.0: the client asked for it and is told. */
        KEEP_ANNOUNCED,
        CLOSE;

        private static Persistence of(FullHttpRequest message) {
            if (!HttpUtil.isKeepAlive(message)) {
                return CLOSE;
            }
            return message.protocolVersion().equals(HttpVersion.HTTP_1_0) ? KEEP_ANNOUNCED : KEEP;
        }

        private void mark(FullHttpResponse message) {
            switch (this) {
                case KEEP -> {}
                case KEEP_ANNOUNCED -> message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
                case CLOSE -> message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
    }

    private record Turn(Request request, Persistence persistence, Supplier<CompletionStage<Response>> answer) {

        private static Turn refused(Request request, Response response) {
            return new Turn(request, Persistence.CLOSE, () -> CompletableFuture.completedStage(response));
        }
    }
}
