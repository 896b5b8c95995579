package dev.carewire.transport.http;

import dev.carewire.http.Download;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection's requests, answered one at a time in the order in which they came. The next begins when the answer to the
 * last has been written, so that a client that does not read gets no further. What comes meanwhile waits, up to
 * {@value #MAX_BACKLOG} requests with {@value #MAX_BACKLOG_BYTES} bytes of bodies; one more is answered 429 in its turn, and the
 * connection is closed. Expects requests that are aggregated unless {@link HttpApi#streamsBody} them; one for each connection, used
 * by its event loop alone.
 */
public final class HttpApiHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** Requests of one connection that may wait. */
    public static final int MAX_BACKLOG = 16;

    /** Bytes that the bodies of waiting requests may have together. */
    public static final int MAX_BACKLOG_BYTES = 1 << 20;

    /** How long a client that was refused may go on sending its body. */
    private static final int LINGER_SECONDS = 5;

    private final HttpApi api;
    private final Queue<PendingRequest> backlog = new ArrayDeque<>(2);
    private int backlogBytes;
    private long received;
    private boolean busy;
    private boolean inputClosed;
    private @Nullable StreamedRequestBody streamedBody;

    /** Whether the connection is closed as soon as the body has come that nobody wants. */
    private boolean lingering;

    public HttpApiHandler(HttpApi api) {
        this.api = api;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof FullHttpRequest request && !api.streamsBody(request)) {
            receive(context, request);
            return;
        }
        if (message instanceof HttpRequest head) {
            receiveHead(context, head);
        }
        if (message instanceof HttpContent piece) {
            receivePiece(context, piece);
        }
    }

    private void receiveHead(ChannelHandlerContext context, HttpRequest head) {
        if (inputClosed) {
            return;
        }
        received++;
        Request request = Request.ofHead(requestId(context), context.channel().remoteAddress(), head);
        Persistence persistence = Persistence.of(head);
        inputClosed = persistence == Persistence.CLOSE;
        if (busy) {
            // Its body would have to wait in memory.
            inputClosed = true;
            backlog.add(PendingRequest.refused(request, HttpErrors.tooManyPipelined()));
            return;
        }
        StreamedRequestBody taking =
                new StreamedRequestBody(context, api, request, HttpUtil.is100ContinueExpected(head));
        streamedBody = taking;
        begin(context, new PendingRequest(request, persistence, taking::start));
    }

    private void receivePiece(ChannelHandlerContext context, HttpContent piece) {
        StreamedRequestBody taking = streamedBody;
        if (taking == null) {
            return;
        }
        taking.add(piece.content());
        if (piece instanceof LastHttpContent) {
            if (piece.decoderResult().isFailure()) {
                context.close();
                return;
            }
            streamedBody = null;
            taking.end();
            if (lingering) {
                context.close();
            }
        }
    }

    private void receive(ChannelHandlerContext context, FullHttpRequest message) {
        if (inputClosed) {
            return;
        }
        PendingRequest turn = pendingRequest(context, message);
        if (busy) {
            addToBacklog(turn);
        } else {
            begin(context, turn);
        }
    }

    private PendingRequest pendingRequest(ChannelHandlerContext context, FullHttpRequest message) {
        received++;
        Request request = Request.of(requestId(context), context.channel().remoteAddress(), message);
        if (message.decoderResult().isFailure()) {
            inputClosed = true;
            return PendingRequest.refused(request, HttpErrors.malformedRequest());
        }
        Persistence persistence = Persistence.of(message);
        inputClosed = persistence == Persistence.CLOSE;
        return new PendingRequest(request, persistence, () -> api.answer(request));
    }

    private String requestId(ChannelHandlerContext context) {
        return context.channel().id().asShortText() + "-" + received;
    }

    private void addToBacklog(PendingRequest turn) {
        boolean fits =
                backlog.size() < MAX_BACKLOG && backlogBytes + turn.request().bodySize() <= MAX_BACKLOG_BYTES;
        if (fits) {
            backlogBytes += turn.request().bodySize();
            backlog.add(turn);
        } else {
            inputClosed = true;
            backlog.add(PendingRequest.refused(turn.request().withoutBody(), HttpErrors.tooManyPipelined()));
        }
    }

    private void begin(ChannelHandlerContext context, PendingRequest turn) {
        busy = true;
        turn.answer().get().thenAccept(response -> context.executor().execute(() -> write(context, turn, response)));
    }

    private void write(ChannelHandlerContext context, PendingRequest turn, Response unnamed) {
        Response response = unnamed.withHeader("x-request-id", turn.request().id());
        boolean headOnly = HttpMethod.HEAD.equals(turn.request().method());
        if (streamedBody != null) {
            refuseBody(context, response);
        } else if (response.download().isPresent()) {
            download(context, turn, response, response.download().get(), headOnly);
        } else {
            FullHttpResponse message =
                    response.encode(context.alloc(), headOnly ? Response.Content.LENGTH_ONLY : Response.Content.SENT);
            turn.persistence().applyTo(message);
            context.writeAndFlush(message).addListener(written -> end(context, turn, written.isSuccess()));
        }
    }

    private void end(ChannelHandlerContext context, PendingRequest turn, boolean sent) {
        if (sent && turn.persistence() != Persistence.CLOSE) {
            next(context);
        } else {
            context.close();
        }
    }

    private void download(
            ChannelHandlerContext context, PendingRequest turn, Response response, Download body, boolean headOnly) {
        HttpResponse head = response.head(body);
        turn.persistence().applyTo(head);
        if (headOnly) {
            HttpApi.close(body.content());
            context.write(head);
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(written -> end(context, turn, written.isSuccess()));
        } else {
            api.send(context, head, body, outcome -> end(context, turn, outcome == FileTransfer.Outcome.SENT));
        }
    }

    /**
     * The answer is given before the body has come to its end. A connection that is closed at once takes the answer with it, as
     * long as the client is writing: what still comes is thrown away for a while.
     */
    private void refuseBody(ChannelHandlerContext context, Response response) {
        inputClosed = true;
        lingering = true;
        FullHttpResponse message = response.encode(context.alloc(), Response.Content.SENT);
        Persistence.CLOSE.applyTo(message);
        context.writeAndFlush(message)
                .addListener(written -> context.executor()
                        .schedule(() -> context.close(), written.isSuccess() ? LINGER_SECONDS : 0, TimeUnit.SECONDS));
    }

    private void next(ChannelHandlerContext context) {
        PendingRequest turn = backlog.poll();
        busy = turn != null;
        if (turn != null) {
            backlogBytes -= turn.request().bodySize();
            begin(context, turn);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        inputClosed = true;
        backlog.clear();
        StreamedRequestBody taking = streamedBody;
        streamedBody = null;
        if (taking != null) {
            taking.abort();
        }
        super.channelInactive(context);
    }

    /** What happens to the connection after an answer. */
    private enum Persistence {
        /** The rule of HTTP/1.1: nothing is said. */
        KEEP,
        /** HTTP/1.0: the client asked for it and is told. */
        KEEP_ANNOUNCED,
        CLOSE;

        private static Persistence of(HttpRequest message) {
            if (!HttpUtil.isKeepAlive(message)) {
                return CLOSE;
            }
            return message.protocolVersion().equals(HttpVersion.HTTP_1_0) ? KEEP_ANNOUNCED : KEEP;
        }

        private void applyTo(HttpResponse message) {
            switch (this) {
                case KEEP -> {}
                case KEEP_ANNOUNCED -> message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
                case CLOSE -> message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
    }

    private record PendingRequest(
            Request request, Persistence persistence, Supplier<CompletionStage<Response>> answer) {

        private static PendingRequest refused(Request request, Response response) {
            return new PendingRequest(request, Persistence.CLOSE, () -> CompletableFuture.completedStage(response));
        }
    }
}
