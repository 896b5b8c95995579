package dev.carewire.transport.http;

import dev.carewire.http.BodyReceiver;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Router;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is passed to its endpoint in pieces. The connection is not read while a worker processes a
 * piece, so memory holds at most the bytes of one read. For use on the connection's event loop.
 */
final class StreamedRequestBody {

    private static final int CLOSE_RETRY_SECONDS = 1;

    private final ChannelHandlerContext context;
    private final HttpApi api;
    private final Request head;
    private final Router.Hit hit;
    private final boolean expectsContinue;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable BodyReceiver receiver;
    private boolean stepRunning;
    private boolean started;
    private boolean ended;
    private boolean finished;

    /** @param expectsContinue whether the client waits for 100 (Continue) */
    StreamedRequestBody(ChannelHandlerContext context, HttpApi api, Request head, boolean expectsContinue) {
        this.context = context;
        this.api = api;
        this.head = head;
        this.hit = api.streamingRoute(head);
        this.expectsContinue = expectsContinue;
    }

    /** Starts to receive the body. The stage completes once, perhaps before the end of the body. */
    CompletionStage<Response> start() {
        runStep(api.receiveBody(hit, head, begun -> receiver = begun));
        return answer.thenApply(response -> api.addCorsHeaders(head, response));
    }

    /** Adds the next piece; the caller keeps its buffer. */
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

    /** Ends the body after its last piece. */
    void end() {
        ended = true;
        if (!stepRunning && !finished) {
            advance();
        }
    }

    /** Answers that the body has not arrived in time. */
    void timeOut() {
        if (!finished) {
            finish();
            answer.complete(HttpErrors.requestTimeout());
        }
    }

    /** Releases everything after the connection was lost. */
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
        BodyReceiver current = receiver;
        if (current == null) {
            return;
        }
        if (pending.size() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
            pending.reset();
            runStep(api.step(hit.route(), head, () -> {
                current.write(bytes);
                return Optional.empty();
            }));
        } else if (ended) {
            runStep(api.step(hit.route(), head, () -> Optional.of(current.finish())));
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
        pending.reset();
        context.channel().config().setAutoRead(true);
        if (!stepRunning) {
            closeReceiver();
        }
    }

    private void closeReceiver() {
        BodyReceiver last = receiver;
        if (last != null && !api.runner().execute(hit.route(), head, last::close)) {
            context.executor().schedule(this::closeReceiver, CLOSE_RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }
}
