package dev.carewire.transport.http;

import dev.carewire.http.Receiver;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request whose body is handed on while it comes. While a piece is with a worker nothing is read from the connection, so that
 * no more waits in memory than what one read brought. A client that needs more than {@value #MAX_MINUTES} minutes is cut off. On
 * the connection's event loop, but for the steps of the endpoint.
 */
final class BodyIntake {

    /** How long a body may be on its way. */
    static final int MAX_MINUTES = 10;

    private static final int CLOSE_RETRY_SECONDS = 1;

    private final ChannelHandlerContext context;
    private final HttpApi api;
    private final Request head;
    private final boolean saysContinue;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final Future<?> deadline;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable Receiver receiver;
    private boolean working;
    private boolean started;
    private boolean ended;
    private boolean over;

    /** @param saysContinue whether the client waits to be told that it may send its body */
    BodyIntake(ChannelHandlerContext context, HttpApi api, Request head, boolean saysContinue) {
        this.context = context;
        this.api = api;
        this.head = head;
        this.saysContinue = saysContinue;
        deadline = context.executor().schedule(() -> context.close(), MAX_MINUTES, TimeUnit.MINUTES);
    }

    /** Begins; the stage is completed once, perhaps before the body has come to its end. */
    CompletionStage<Response> begin() {
        work(api.receive(head, begun -> receiver = begun));
        return answer;
    }

    /** The next piece; its buffer stays the caller's. */
    void add(ByteBuf piece) {
        if (over) {
            return;
        }
        byte[] bytes = new byte[piece.readableBytes()];
        piece.getBytes(piece.readerIndex(), bytes);
        pending.writeBytes(bytes);
        if (!working) {
            goOn();
        }
    }

    /** The last piece has come. */
    void end() {
        ended = true;
        if (!working && !over) {
            goOn();
        }
    }

    /** Whether the last piece has come. */
    boolean hasEnded() {
        return ended;
    }

    /** The connection is gone. */
    void abort() {
        if (!over) {
            finish();
        }
    }

    private void work(CompletionStage<Optional<Response>> step) {
        working = true;
        context.channel().config().setAutoRead(false);
        step.thenAccept(result -> context.executor().execute(() -> worked(result)));
    }

    private void worked(Optional<Response> result) {
        working = false;
        if (over) {
            closeReceiver();
        } else if (result.isPresent()) {
            finish();
            answer.complete(result.get());
        } else {
            goOn();
        }
    }

    private void goOn() {
        Receiver taking = receiver;
        if (taking == null) {
            return;
        }
        if (pending.size() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
            pending.reset();
            work(api.step(head, () -> {
                taking.write(bytes);
                return Optional.empty();
            }));
        } else if (ended) {
            work(api.step(head, () -> Optional.of(taking.finish())));
        } else {
            readOn();
        }
    }

    private void readOn() {
        if (saysContinue && !started) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        started = true;
        context.channel().config().setAutoRead(true);
    }

    private void finish() {
        over = true;
        deadline.cancel(false);
        pending.reset();
        context.channel().config().setAutoRead(true);
        if (!working) {
            closeReceiver();
        }
    }

    private void closeReceiver() {
        Receiver last = receiver;
        if (last != null && !api.execute(head, last::close)) {
            context.executor().schedule(this::closeReceiver, CLOSE_RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }
}
