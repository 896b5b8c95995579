package dev.carewire.transport.http;

import dev.carewire.http.Download;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.transport.netty.ResponseEncoder;
import io.netty.buffer.ByteBufUtil;
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
 * Answers the requests of one connection, one at a time and in their order. It begins the next request when it has written the last
 * response, so that a client that does not read gets no further. Up to {@value #MAX_BACKLOG} requests with
 * {@value #MAX_BACKLOG_BYTES} bytes of bodies wait; one more is answered 429 in its turn, and the connection closes. Requests are
 * aggregated unless {@link HttpApi#streamsBody} them. For use on the connection's event loop.
 */
final class HttpApiHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** Requests of one connection that may wait. */
    static final int MAX_BACKLOG = 16;

    /** Bytes of bodies that waiting requests may hold together. */
    static final int MAX_BACKLOG_BYTES = 1 << 20;

    /** How long a refused client may continue to send its body. */
    private static final int LINGER_SECONDS = 5;

    private final HttpApi api;
    private final Queue<PendingRequest> backlog = new ArrayDeque<>(2);
    private int backlogBytes;
    private long received;
    private boolean busy;
    private boolean inputClosed;
    private @Nullable StreamedRequestBody streamedBody;

    /** Whether the connection closes at the end of a body that the server discards. */
    private boolean lingering;

    HttpApiHandler(HttpApi api) {
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
        Request request = request(context, head, new byte[0]);
        Persistence persistence = Persistence.of(head);
        inputClosed = persistence == Persistence.CLOSE;
        if (busy) {
            // Its body would have to wait in memory.
            inputClosed = true;
            backlog.add(PendingRequest.refused(request, HttpErrors.tooManyPipelined()));
            return;
        }
        StreamedRequestBody body = new StreamedRequestBody(context, api, request, HttpUtil.is100ContinueExpected(head));
        streamedBody = body;
        begin(context, new PendingRequest(request, persistence, body::start));
    }

    private void receivePiece(ChannelHandlerContext context, HttpContent piece) {
        StreamedRequestBody body = streamedBody;
        if (body == null) {
            return;
        }
        body.add(piece.content());
        if (piece instanceof LastHttpContent) {
            if (piece.decoderResult().isFailure()) {
                context.close();
                return;
            }
            streamedBody = null;
            body.end();
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
        Request request = request(context, message, ByteBufUtil.getBytes(message.content()));
        if (message.decoderResult().isFailure()) {
            inputClosed = true;
            return PendingRequest.refused(request, HttpErrors.malformedRequest());
        }
        Persistence persistence = Persistence.of(message);
        inputClosed = persistence == Persistence.CLOSE;
        return new PendingRequest(request, persistence, () -> api.answer(request));
    }

    /** The request as endpoints see it, detached from the message. */
    private Request request(ChannelHandlerContext context, HttpRequest message, byte[] body) {
        return new Request(
                context.channel().id().asShortText() + "-" + received,
                context.channel().remoteAddress(),
                message.method(),
                message.uri(),
                message.headers().copy(),
                body);
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
            FullHttpResponse message = headOnly
                    ? ResponseEncoder.encodeWithoutBody(response)
                    : ResponseEncoder.encode(response, context.alloc());
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
        HttpResponse head = ResponseEncoder.encodeHead(response, body);
        turn.persistence().applyTo(head);
        if (headOnly) {
            FileTransfer.close(body.content());
            context.write(head);
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(written -> end(context, turn, written.isSuccess()));
        } else {
            api.send(context, head, body, outcome -> end(context, turn, outcome == FileTransfer.Outcome.SENT));
        }
    }

    /**
     * Responds before the end of the body. Closing at once would discard the response while the client is still writing: for a while the
     * server reads and discards the rest.
     */
    private void refuseBody(ChannelHandlerContext context, Response response) {
        inputClosed = true;
        lingering = true;
        FullHttpResponse message = ResponseEncoder.encode(response, context.alloc());
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
        StreamedRequestBody body = streamedBody;
        streamedBody = null;
        if (body != null) {
            body.abort();
        }
        super.channelInactive(context);
    }

    /** What happens to the connection after a response. */
    private enum Persistence {
        /** HTTP/1.1: the default, without a header. */
        KEEP,
        /** HTTP/1.0: the client asked for it; a header confirms it. */
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
