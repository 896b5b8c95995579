package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.protocol.HandshakeError;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Optional;

/**
 * Turns a connection into a WebSocket and binds it to its session. Stands before the library's handler, which calls it an error
 * when a client goes away meanwhile, keeps the session that it came for, and lets frames pass that break the protocol.
 */
@Sharable
final class WebSocketOpening extends ChannelInboundHandlerAdapter {

    private final ClientsBox clients;
    private final EdgeConfig config;
    private final DeflateUse deflateUse;
    private final ReservedBits reservedBits = new ReservedBits();
    private final Inflation inflation;

    WebSocketOpening(ClientsBox clients, EdgeConfig config, DeflateUse deflateUse) {
        this.clients = clients;
        this.config = config;
        this.deflateUse = deflateUse;
        this.inflation = new Inflation(config.maxPayload());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request) {
            try {
                open(ctx.channel(), request);
            } finally {
                request.release();
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void open(Channel channel, FullHttpRequest request) {
        boolean opensSession = EngineRequest.on(channel).sid().isEmpty();
        ClientHead head =
                EngineRequest.on(channel).sid().map(clients::get).orElseGet(() -> SessionOpening.openedOn(channel));
        if (head == null) {
            PollingAnswer.to(request)
                    .json(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.SESSION_UNKNOWN.json());
            return;
        }
        try {
            Optional<String> agreed = agreed(request);
            HttpHeaders extensions = new DefaultHttpHeaders();
            agreed.ifPresent(answer -> extensions.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, answer));
            new WebSocketServerHandshaker13("", null, frames(agreed))
                    .handshake(channel, request, extensions, channel.newPromise())
                    .addListener(shaken -> {
                        if (shaken.isSuccess()) {
                            prepare(channel.pipeline(), agreed);
                            head.bindChannel(channel, Transport.WEBSOCKET);
                        } else {
                            channel.close();
                            giveUp(head, opensSession);
                        }
                    });
        } catch (WebSocketHandshakeException malformed) {
            PollingAnswer.to(request).json(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
            giveUp(head, opensSession);
        }
    }

    /** What is agreed on about compression, as the client is told; empty if there is none. */
    private Optional<String> agreed(FullHttpRequest request) {
        return config.permessageDeflate()
                ? DeflateOffers.answer(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                : Optional.empty();
    }

    private WebSocketDecoderConfig frames(Optional<String> agreed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(config.maxPayload())
                .allowExtensions(agreed.isPresent())
                .build();
    }

    /** Puts in place what makes messages of frames. */
    private void prepare(ChannelPipeline pipeline, Optional<String> agreed) {
        String next = SocketIOChannelInitializer.WEB_SOCKET_TRANSPORT;
        WebSocketFrameAggregator aggregator = new WebSocketFrameAggregator(config.maxPayload());
        if (agreed.isPresent()) {
            pipeline.addBefore(next, "reservedBits", reservedBits)
                    .addBefore(next, SocketIOChannelInitializer.WEB_SOCKET_AGGREGATOR, aggregator)
                    .addBefore(next, "inflation", inflation)
                    .addBefore(next, "utf8", new Utf8FrameValidator());
            deflateUse.add(pipeline.channel());
        } else {
            pipeline.addBefore(next, "utf8", new Utf8FrameValidator())
                    .addBefore(next, SocketIOChannelInitializer.WEB_SOCKET_AGGREGATOR, aggregator);
        }
    }

    /** A session that this request opened has no other way to its client. */
    private static void giveUp(ClientHead head, boolean opensSession) {
        if (opensSession) {
            head.onChannelDisconnect();
        }
    }
}
