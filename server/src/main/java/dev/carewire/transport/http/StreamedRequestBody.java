package dev.carewire.transport.http;

import dev.carewire.http.BodyReceiver;
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
final class StreamedRequestBody {

    /** How long a body may be on its way. */
    static final int MAX_MINUTES = 10;

    private static final int CLOSE_RETRY_SECONDS = 1;

    private final ChannelHandlerContext context;
    private final HttpApi api;
    private final Request head;
    private final boolean expectsContinue;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final Future<?> deadline;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable BodyReceiver receiver;
    private boolean stepRunning;
    private boolean started;
    private boolean ended;
    private boolean finished;

    /** @param saysContinue whether the client waits to be told that it may send its body */
    StreamedRequestBody(ChannelHandlerContext context, HttpApi api, Request head, boolean saysContinue) {
        this.context = context;
        this.api = api;
        this.head = head;
        this.expectsContinue = saysContinue;
        deadline = context.executor().schedule(() -> context.close(), MAX_MINUTES, TimeUnit.MINUTES);
    }

    /** Begins; the stage is completed once, perhaps before the body has come to its end. */
    CompletionStage<Response> start() {
        runStep(api.receiveBody(head, begun -> receiver = begun));
        return answer;
    }

    /** The next piece; its buffer stays the caller's. */
    void add(ByteBuf piece) {
        if (finished) {
            return;
        }
        byte[] bytes = new byte[piece.readableBytes()];
        piece.getBytes(piece.readerIndex(), bytes);
        pending.writeBytes(bytes);
        if (!stepRunning) {
            advance();
        }
    }

    /** The last piece has come. */
    void end() {
        ended = true;
        if (!stepRunning && !finished) {
            advance();
        }
    }

    /** The connection is gone. */
    void abort() {
        if (!finished) {
            finish();
        }
    }

    private void runStep(CompletionStage<Optional<Response>> step) {
        stepRunning = true;
        context.channel().config().setAutoRead(false);
        step.thenAccept(result -> context.executor().execute(() -> onStepDone(result)));
    }

    private void onStepDone(Optional<Response> result) {
        stepRunning = false;
        if (finished) {
            closeReceiver();
        } else if (result.isPresent()) {
            finish();
            answer.complete(result.get());
        } else {
            advance();
        }
    }

    private void advance() {
        BodyReceiver taking = receiver;
        if (taking == null) {
            return;
        }
        if (pending.size() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
            pending.reset();
            runStep(api.step(head, () -> {
                taking.write(bytes);
                return Optional.empty();
            }));
        } else if (ended) {
            runStep(api.step(head, () -> Optional.of(taking.finish())));
        } else {
            resumeReading();
        }
    }

    private void resumeReading() {
        if (expectsContinue && !started) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        started = true;
        context.channel().config().setAutoRead(true);
    }

    private void finish() {
        finished = true;
        deadline.cancel(false);
        pending.reset();
        context.channel().config().setAutoRead(true);
        if (!stepRunning) {
            closeReceiver();
        }
    }

    private void closeReceiver() {
        BodyReceiver last = receiver;
        if (last != null && !api.execute(head, last::close)) {
            context.executor().schedule(this::closeReceiver, CLOSE_RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }
}
