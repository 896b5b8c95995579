package dev.carewire.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Optional;

/** Turns connections into WebSockets (RFC 6455, 4.2), with compression where both sides want it. Any event loop. */
public final class WebSocketHandshake {

    private final int maxPayload;
    private final boolean permessageDeflate;
    private final DeflateUse deflateUse;
    private final ReservedBits reservedBits = new ReservedBits();
    private final Inflation inflation;

    /**
     * A handshake for WebSockets that are alike.
     *
     * @param maxPayload bytes that a message of a client may have
     * @param permessageDeflate whether compression is agreed on with clients that offer it
     * @param deflateUse counts those that agreed
     */
    public WebSocketHandshake(int maxPayload, boolean permessageDeflate, DeflateUse deflateUse) {
        this.maxPayload = maxPayload;
        this.permessageDeflate = permessageDeflate;
        this.deflateUse = deflateUse;
        this.inflation = new Inflation(maxPayload);
    }

    /**
     * Answers a request for a WebSocket. When the future has succeeded, complete messages reach the handler called {@code next}.
     *
     * @param next name of the handler before which messages are made of frames
     * @throws WebSocketHandshakeException if the request breaks the syntax; nothing was answered
     */
    public ChannelFuture shake(Channel channel, FullHttpRequest request, String next) {
        Optional<String> agreed = agreed(request);
        HttpHeaders extensions = new DefaultHttpHeaders();
        agreed.ifPresent(answer -> extensions.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, answer));
        return new WebSocketServerHandshaker13("", null, frames(agreed))
                .handshake(channel, request, extensions, channel.newPromise())
                .addListener(shaken -> {
                    if (shaken.isSuccess()) {
                        prepare(channel.pipeline(), agreed, next);
                    }
                });
    }

    /** What is agreed on about compression, as the client is told; empty if there is none. */
    private Optional<String> agreed(FullHttpRequest request) {
        return permessageDeflate
                ? DeflateOffers.answer(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                : Optional.empty();
    }

    private WebSocketDecoderConfig frames(Optional<String> agreed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxPayload)
                .allowExtensions(agreed.isPresent())
                .build();
    }

    /** Puts in place what makes messages of frames. */
    private void prepare(ChannelPipeline pipeline, Optional<String> agreed, String next) {
        WebSocketFrameAggregator aggregator = new WebSocketFrameAggregator(maxPayload);
        if (agreed.isPresent()) {
            pipeline.addBefore(next, "reservedBits", reservedBits)
                    .addBefore(next, "webSocketAggregator", aggregator)
                    .addBefore(next, "inflation", inflation)
                    .addBefore(next, "utf8", new Utf8FrameValidator());
            deflateUse.add(pipeline.channel());
        } else {
            pipeline.addBefore(next, "utf8", new Utf8FrameValidator())
                    .addBefore(next, "webSocketAggregator", aggregator);
        }
    }
}
