package dev.carewire.transport.netty;

import dev.carewire.http.HttpErrors;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests of one connection while they arrive: the time of each head and body. Counts the memory of a connection without a
 * complete request, and that of each body until its response. A connection that must yield its memory closes. Precedes the HTTP codec, and
 * leaves the pipeline when the connection becomes a WebSocket. For use on the connection's event loop.
 */
final class RequestArrival extends ChannelInboundHandlerAdapter {

    /** How long the head of a request may take, from its first byte. */
    static final Duration HEAD_TIME = Duration.ofSeconds(10);

    private enum Phase {
        IDLE,
        HEAD,
        BODY
    }

    private final ConnectionLimits limits;
    private Phase phase = Phase.IDLE;

    /** Requests without a response. A connection with any never yields, unless bytes wait behind them. */
    private int pendingRequests;

    /** Bytes behind a request without a response; the time of their request begins with its decoding. */
    private int waitingBytes;

    /** Null before the handler is part of a pipeline. */
    private @Nullable ChannelHandlerContext context;

    /** Null as is the context. */
    private @Nullable ConnectionMemory memory;

    /** Null while the current request has no body. */
    private @Nullable BodyMemory body;

    private @Nullable Future<?> timer;
    private BodyDeadline deadline = BodyDeadline.WHOLE;
    private long bodyStart;
    private long bodyBytes;

    /** @param limits of all connections of the port */
    RequestArrival(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        memory().holdIdle();
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ClientNamed.EVENT && phase == Phase.IDLE && pendingRequests == 0) {
            memory().holdIdle();
        }
        super.userEventTriggered(ctx, event);
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
                memory().holdHead();
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
        memory().release();
    }

    /** Bytes wait until the current request has its response. */
    void onWaiting(int bytes) {
        waitingBytes = bytes;
        memory().holdWaiting(bytes);
    }

    /**
     * More bytes of the current request's body have arrived, which the server receives as a whole.
     *
     * @param refuse answers the request if its body must yield its memory; runs on the loop
     * @return whether there is room for them; otherwise the caller refuses the request
     */
    boolean onBody(int bytes, Runnable refuse) {
        BodyMemory arriving = body;
        if (arriving == null) {
            ChannelHandlerContext own = Objects.requireNonNull(context, "context");
            arriving = new BodyMemory(limits.memory().incoming(), memory().bodyHolder(), own.executor(), refuse);
            body = arriving;
        }
        return arriving.add(bytes);
    }

    /** The body of the request is complete. */
    void onBodyEnd() {
        cancelTimer();
        phase = Phase.IDLE;
    }

    /** An edge receives the body as a whole, and keeps it until its response. */
    void onBodyAccepted() {
        BodyMemory arrived = body;
        if (arrived != null) {
            arrived.complete();
        }
    }

    /** The current request has its response, or its body is refused. */
    void releaseBody() {
        BodyMemory held = body;
        if (held != null) {
            held.release();
            body = null;
        }
    }

    /** Whether the connection may stay open after the response to the current request. */
    boolean mayStay() {
        return waitingBytes > 0 || memory().mayStay();
    }

    /** A request has its response. The connection may carry another one. */
    void onResponse() {
        releaseBody();
        pendingRequests = Math.max(0, pendingRequests - 1);
        if (pendingRequests == 0 && phase == Phase.IDLE) {
            memory().onResponse();
            if (waitingBytes > 0) {
                memory().holdWaiting(waitingBytes);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        memory = new ConnectionMemory(limits, ctx.channel(), ctx.executor(), () -> closeUnused(ctx));
    }

    private ConnectionMemory memory() {
        return Objects.requireNonNull(memory, "memory");
    }

    private void closeUnused(ChannelHandlerContext ctx) {
        if ((pendingRequests == 0 || waitingBytes > 0) && !ctx.isRemoved()) {
            ctx.close();
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
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        cancelTimer();
        releaseBody();
        memory().end();
    }
}
