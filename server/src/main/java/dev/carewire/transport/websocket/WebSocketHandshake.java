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
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Optional;

/** Upgrades connections to WebSockets (RFC 6455, 4.2), with compression where both sides support it. Any event loop. */
public final class WebSocketHandshake {

    /** The name of the library's decoder. */
    private static final String FRAME_DECODER = "wsdecoder";

    private final int maxPayload;
    private final Compression compression;
    private final DeflateUse deflateUse;
    private final ReservedBitsValidator reservedBits = new ReservedBitsValidator();
    private final MessageInflater inflater;

    /**
     * A handshake for WebSockets with the same settings.
     *
     * @param maxPayload largest message from a client, in bytes
     * @param compression that the server accepts
     * @param deflateUse counts the WebSockets with compression
     */
    public WebSocketHandshake(int maxPayload, Compression compression, DeflateUse deflateUse) {
        this.maxPayload = maxPayload;
        this.compression = compression;
        this.deflateUse = deflateUse;
        this.inflater = new MessageInflater(maxPayload);
    }

    /**
     * Answers a request for a WebSocket. Once the future has succeeded, complete messages reach the handler called
     * {@code next}.
     *
     * @param next name of the handler before which frames become messages
     * @param unfinished receives how many bytes of an unfinished message the WebSocket holds
     * @throws WebSocketHandshakeException if the request has a syntax error; no answer was sent
     */
    public ChannelFuture perform(Channel channel, FullHttpRequest request, String next, UnfinishedMessage unfinished) {
        Optional<String> agreed = negotiate(request);
        HttpHeaders answers = new DefaultHttpHeaders();
        agreed.ifPresent(answer -> answers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, answer));
        Subprotocols.answer(request.headers(), answers);
        WebSocketDecoderConfig config = decoderConfig(agreed);
        OpeningFrameDecoder frames = new OpeningFrameDecoder(config);
        WebSocketServerHandshaker13 handshaker = new WebSocketServerHandshaker13("", null, config) {
            @Override
            protected WebSocketFrameDecoder newWebsocketDecoder() {
                return frames;
            }
        };
        return handshaker
                .handshake(channel, request, answers, channel.newPromise())
                .addListener(handshake -> {
                    if (handshake.isSuccess()) {
                        MessageMeter meter = new MessageMeter(unfinished);
                        addFrameHandlers(channel.pipeline(), agreed, next, meter);
                        // After the caller's listeners, which install the handler of messages.
                        channel.eventLoop().execute(() -> open(channel, frames, meter));
                    }
                });
    }

    private static void open(Channel channel, OpeningFrameDecoder frames, MessageMeter meter) {
        if (channel.isActive()) {
            channel.pipeline().addBefore(FRAME_DECODER, "messageMeter", meter);
            frames.open(channel.pipeline());
        }
    }

    /** The accepted compression, for the response; empty if there is none. */
    private Optional<String> negotiate(FullHttpRequest request) {
        return compression == Compression.PERMESSAGE_DEFLATE
                ? DeflateOffers.responseHeader(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS))
                : Optional.empty();
    }

    private WebSocketDecoderConfig decoderConfig(Optional<String> agreed) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxPayload)
                .allowExtensions(agreed.isPresent())
                .build();
    }

    /** Installs the handlers that assemble messages from frames. */
    private void addFrameHandlers(ChannelPipeline pipeline, Optional<String> agreed, String next, MessageMeter meter) {
        WebSocketFrameAggregator aggregator = meter.aggregator(maxPayload);
        if (agreed.isPresent()) {
            pipeline.addBefore(next, "reservedBits", reservedBits)
                    .addBefore(next, "webSocketAggregator", aggregator)
                    .addBefore(next, "inflation", inflater)
                    .addBefore(next, "utf8", new Utf8FrameValidator());
            deflateUse.add(pipeline.channel());
        } else {
            pipeline.addBefore(next, "utf8", new Utf8FrameValidator())
                    .addBefore(next, "webSocketAggregator", aggregator);
        }
    }
}
