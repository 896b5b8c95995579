package dev.carewire.transport.netty;

import dev.carewire.http.HttpErrors;
import dev.carewire.memory.ByteBudget;
import dev.carewire.rate.AddressRateLimiter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests of one connection while they arrive: the time of each head and body. Counts the memory of a connection without a
 * complete request. A connection whose address holds too much closes. Precedes the HTTP codec, and leaves the pipeline when the connection
 * becomes a WebSocket. For use on the connection's event loop.
 */
final class RequestArrival extends ChannelInboundHandlerAdapter {

    /** How long the head of a request may take, from its first byte. */
    static final Duration HEAD_TIME = Duration.ofSeconds(10);

    /** Approximate memory of a connection with its handlers. */
    static final int CONNECTION_BYTES = 4 << 10;

    /** Approximate memory of a connection with a head that is incomplete. */
    static final int HEAD_BYTES = CONNECTION_BYTES + (16 << 10);

    private enum Phase {
        IDLE,
        HEAD,
        BODY
    }

    private final ByteBudget unauthenticated;
    private Phase phase = Phase.IDLE;

    /** Requests without a response. A connection with any never yields, unless bytes wait behind them. */
    private int pendingRequests;

    /** Bytes behind a request without a response; the time of their request begins with its decoding. */
    private int waitingBytes;

    private @Nullable ChannelHandlerContext context;
    private @Nullable SocketAddress holder;
    private ByteBudget.@Nullable Reservation memory;
    private @Nullable Future<?> timer;
    private BodyDeadline deadline = BodyDeadline.WHOLE;
    private long bodyStart;
    private long bodyBytes;

    /** @param unauthenticated the budget of all connections without a session */
    RequestArrival(ByteBudget unauthenticated) {
        this.unauthenticated = unauthenticated;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        reserve(ctx, CONNECTION_BYTES);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.BODY && message instanceof ByteBuf bytes) {
            bodyBytes += bytes.readableBytes();
        } else if (phase == Phase.IDLE && pendingRequests == 0) {
            phase = Phase.HEAD;
        }
        ctx.fireChannelRead(message);
    }

    /** All bytes that have arrived are decoded. Most requests are complete then, and need no timer. */
    void onReadComplete() {
        ChannelHandlerContext own = context;
        if (own != null && timer == null && !own.isRemoved()) {
            startTimer(own);
        }
    }

    private void startTimer(ChannelHandlerContext ctx) {
        switch (phase) {
            case IDLE -> {}
            case HEAD -> {
                reserve(ctx, HEAD_BYTES);
                timer = ctx.executor().schedule(() -> refuseHead(ctx), HEAD_TIME.toMillis(), TimeUnit.MILLISECONDS);
            }
            case BODY -> {
                bodyStart = ctx.executor().ticker().nanoTime();
                checkBody(ctx);
            }
        }
    }

    private void refuseHead(ChannelHandlerContext ctx) {
        if (pendingRequests > 0) {
            // A response of its own would overtake those of the earlier requests.
            ctx.close();
            return;
        }
        ctx.pipeline()
                .writeAndFlush(ResponseEncoder.encodeLast(HttpErrors.requestTimeout(), ctx.alloc()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void checkBody(ChannelHandlerContext ctx) {
        long left = deadline.nanosAfter(bodyStart, bodyBytes)
                - ctx.executor().ticker().nanoTime();
        if (left <= 0) {
            ctx.fireUserEventTriggered(BodyTimeout.EVENT);
        } else {
            timer = ctx.executor().schedule(() -> checkBody(ctx), left, TimeUnit.NANOSECONDS);
        }
    }

    /** The head of a request is complete. */
    void onHead(BodyDeadline forBody) {
        cancelTimer();
        phase = Phase.BODY;
        deadline = forBody;
        bodyBytes = 0;
        waitingBytes = 0;
        pendingRequests++;
        release();
    }

    /** Bytes wait until the current request has its response. */
    void onWaiting(int bytes) {
        ChannelHandlerContext own = context;
        waitingBytes = bytes;
        if (own != null) {
            reserve(own, CONNECTION_BYTES + bytes);
        }
    }

    /** The body of the request is complete. */
    void onBodyEnd() {
        cancelTimer();
        phase = Phase.IDLE;
    }

    /** A request has its response. The connection may carry another one. */
    void onResponse() {
        pendingRequests = Math.max(0, pendingRequests - 1);
        ChannelHandlerContext own = context;
        if (own != null && pendingRequests == 0 && phase == Phase.IDLE) {
            reserve(own, CONNECTION_BYTES + waitingBytes);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private void reserve(ChannelHandlerContext ctx, int bytes) {
        SocketAddress client = ClientAddress.ofConnection(ctx.channel());
        if (memory == null || !client.equals(holder)) {
            release();
            holder = client;
            memory = unauthenticated.open(AddressRateLimiter.key(client), (held, excess) -> {
                ctx.executor().execute(() -> closeUnused(ctx));
                return held;
            });
        }
        memory.resize(bytes);
    }

    private void closeUnused(ChannelHandlerContext ctx) {
        if ((pendingRequests == 0 || waitingBytes > 0) && !ctx.isRemoved()) {
            ctx.close();
        }
    }

    private void release() {
        ByteBudget.Reservation held = memory;
        if (held != null) {
            held.close();
            memory = null;
        }
    }

    private void cancelTimer() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelTimer();
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelTimer();
        release();
    }
}
