package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.http.Download;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.ResponseObserver;
import dev.carewire.transport.netty.BodyTimeout;
import dev.carewire.transport.netty.ClientAddress;
import dev.carewire.transport.netty.KnownUser;
import dev.carewire.transport.netty.RequestSender;
import dev.carewire.transport.netty.ResponseEncoder;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
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
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers one connection's requests. The port passes the next one on once the response to the previous one is written. A
 * client that does not read therefore blocks only itself. Expects aggregated requests, unless {@link HttpApi#streamsBody} is true
 * for them. For use on the connection's event loop.
 */
final class HttpApiHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** How long a refused client may continue to send its body. */
    private static final int LINGER_SECONDS = 5;

    private final HttpApi api;
    private final ResponseObserver observer;
    private long received;
    private boolean inputClosed;
    private @Nullable StreamedRequestBody streamedBody;

    /** Whether the connection closes at the end of a body that the server discards. */
    private boolean lingering;

    HttpApiHandler(HttpApi api) {
        this(api, ResponseObserver.NONE);
    }

    HttpApiHandler(HttpApi api, ResponseObserver observer) {
        this.api = api;
        this.observer = observer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof FullHttpRequest request && !streamsBody(request)) {
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

    private boolean streamsBody(FullHttpRequest request) {
        return request.decoderResult().isSuccess()
                && api.streamsBody(request.method(), new QueryStringDecoder(request.uri()).rawPath());
    }

    private void receiveHead(ChannelHandlerContext context, HttpRequest head) {
        if (inputClosed) {
            return;
        }
        received++;
        Request request = request(context, head, new byte[0]);
        Persistence persistence = Persistence.of(head);
        inputClosed = persistence == Persistence.CLOSE;
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
        begin(context, pendingRequest(context, message));
    }

    private PendingRequest pendingRequest(ChannelHandlerContext context, FullHttpRequest message) {
        received++;
        Request request = request(context, message, ByteBufUtil.getBytes(message.content()));
        if (message.decoderResult().isFailure()) {
            inputClosed = true;
            Response refusal = message.decoderResult().cause() instanceof TooLongFrameException
                    ? HttpErrors.headTooLarge()
                    : HttpErrors.malformedRequest();
            return new PendingRequest(request, Persistence.CLOSE, () -> CompletableFuture.completedStage(refusal));
        }
        Persistence persistence = Persistence.of(message);
        inputClosed = persistence == Persistence.CLOSE;
        return new PendingRequest(request, persistence, () -> api.answer(request));
    }

    /** The request as endpoints see it, detached from the message. */
    private Request request(ChannelHandlerContext context, HttpRequest message, byte[] body) {
        return new Request(
                context.channel().id().asShortText() + "-" + received,
                ClientAddress.of(context.channel()),
                message.method(),
                message.uri(),
                message.headers().copy(),
                body,
                caller -> onAuthenticated(context.channel(), caller));
    }

    private static void onAuthenticated(Channel channel, Caller caller) {
        Optional<KnownUser> user = Optional.of(new KnownUser(caller.tenant().value(), caller.userId()));
        RequestSender.attach(channel, () -> user);
    }

    private void begin(ChannelHandlerContext context, PendingRequest pending) {
        pending.answer().get().thenAccept(response -> {
            observer.onResponse(pending.request(), response);
            context.executor().execute(() -> write(context, pending, response));
        });
    }

    private void write(ChannelHandlerContext context, PendingRequest pending, Response answer) {
        Response response = answer.withHeader("x-request-id", pending.request().id());
        boolean headOnly = HttpMethod.HEAD.equals(pending.request().method());
        if (streamedBody != null) {
            refuseBody(context, response);
        } else if (response.download().isPresent()) {
            download(context, pending, response, response.download().get(), headOnly);
        } else {
            FullHttpResponse message = headOnly
                    ? ResponseEncoder.encodeWithoutBody(response)
                    : ResponseEncoder.encode(response, context.alloc());
            pending.persistence().applyTo(message);
            context.writeAndFlush(message).addListener(written -> end(context, pending, written.isSuccess()));
        }
    }

    private void end(ChannelHandlerContext context, PendingRequest pending, boolean sent) {
        if (!sent || pending.persistence() == Persistence.CLOSE) {
            context.close();
        }
    }

    private void download(
            ChannelHandlerContext context, PendingRequest pending, Response response, Download body, boolean headOnly) {
        HttpResponse head = ResponseEncoder.encodeHead(response, body);
        pending.persistence().applyTo(head);
        if (headOnly) {
            FileTransfer.close(body.content());
            context.write(head);
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(written -> end(context, pending, written.isSuccess()));
        } else {
            api.send(context, head, body, outcome -> end(context, pending, outcome == FileTransfer.Outcome.SENT));
        }
    }

    /**
     * Responds before the end of the body. Closing at once would discard the response while the client is still
     * writing: for a while the server reads and discards the rest.
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

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == BodyTimeout.EVENT && streamedBody != null) {
            streamedBody.timeOut();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        inputClosed = true;
        StreamedRequestBody body = streamedBody;
        streamedBody = null;
        if (body != null) {
            body.abort();
        }
        super.channelInactive(context);
    }

    /** The state of the connection after a response. */
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
            Request request, Persistence persistence, Supplier<CompletionStage<Response>> answer) {}
}
