package dev.carewire.transport.websocket;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.OfferResult;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a WebSocket. Frames are complete WebSocket frames already, so they enter the pipeline below the WebSocket
 * encoder. After an upgrade, a WebSocket may be on another loop than its session; its frames then change loops in one
 * task per flush.
 */
public final class WebSocketWriter implements TransportWriter {

    private final Channel channel;
    private final ChannelHandlerContext belowEncoder;
    private final boolean sameLoop;
    private final WebSocketFrameFormat format;

    /** Null if bytes do not reach the socket unchanged, or not from the session's loop. */
    private final @Nullable GatheringWrite gatheringWrite;

    private List<ByteBuf> handover = new ArrayList<>(0);

    /**
     * A writer for a WebSocket.
     *
     * @param home the session's loop
     * @param binaryPrefix as {@link WebSocketFrameFormat#binaryPrefix()}
     */
    public WebSocketWriter(Channel channel, EventLoop home, OptionalInt binaryPrefix) {
        this.channel = channel;
        this.belowEncoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        this.sameLoop = channel.eventLoop() == home;
        this.format = new WebSocketFrameFormat(binaryPrefix, MessageInflater.isInstalled(channel));
        this.gatheringWrite = sameLoop && GatheringWrite.isSupported(channel) ? new GatheringWrite(format) : null;
    }

    /** The WebSocket. */
    public Channel channel() {
        return channel;
    }

    @Override
    public OfferResult offer(MessageFrame frame) {
        if (!channel.isActive()) {
            return OfferResult.CLOSED;
        }
        if (!channel.isWritable()) {
            return OfferResult.FULL;
        }
        write(frame);
        return OfferResult.ACCEPTED;
    }

    @Override
    public OfferResult offerBeyondWindow(MessageFrame frame) {
        if (!channel.isActive()) {
            return OfferResult.CLOSED;
        }
        WriteBufferWaterMark marks = channel.config().getWriteBufferWaterMark();
        // While the channel is not writable; otherwise it is 0.
        if (channel.bytesBeforeWritable() > TransportWriter.maxBeyondWindow(marks.high()) - marks.low()) {
            return OfferResult.FULL;
        }
        if (format.deflated()) {
            // Frames for one client only are created uncompressed, since their transport is not known then.
            frame.retain();
            MessageFrame deflated = frame.deflated();
            write(deflated);
            deflated.release();
        } else {
            write(frame);
        }
        return OfferResult.ACCEPTED;
    }

    private void write(MessageFrame frame) {
        if (gatheringWrite != null) {
            if (!gatheringWrite.add(frame, channel)) {
                gatheringWrite.writeToChannel(belowEncoder);
                belowEncoder.write(frame.webSocketBytes(format), belowEncoder.voidPromise());
            }
        } else if (sameLoop) {
            belowEncoder.write(frame.webSocketBytes(format), belowEncoder.voidPromise());
        } else {
            handover.add(frame.webSocketBytes(format));
        }
    }

    @Override
    public void flush() {
        if (gatheringWrite != null) {
            gatheringWrite.flush(belowEncoder);
        } else if (sameLoop) {
            belowEncoder.flush();
        } else if (!handover.isEmpty()) {
            List<ByteBuf> frames = handover;
            handover = new ArrayList<>(frames.size());
            channel.eventLoop().execute(() -> {
                frames.forEach(bytes -> belowEncoder.write(bytes, belowEncoder.voidPromise()));
                belowEncoder.flush();
            });
        }
    }

    @Override
    public void close(CloseReason reason) {
        close(new CloseWebSocketFrame(status(reason), reason.text()));
    }

    @Override
    public void abort() {
        flush();
        WebSocketClose.withoutFrame(channel);
    }

    @Override
    public void end() {
        close(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    /** Answers the client's close frame with the same code and reason (RFC 6455, 5.5.1), and closes. */
    public void answerClose(CloseWebSocketFrame received) {
        close(new CloseWebSocketFrame(true, 0, received.content().retain()));
    }

    /** Sends the given reason and closes. */
    public void close(WebSocketCloseStatus status, String reason) {
        close(new CloseWebSocketFrame(status, reason));
    }

    private void close(CloseWebSocketFrame closeFrame) {
        flush();
        WebSocketClose.send(channel, closeFrame);
    }

    @Override
    public void discard() {
        if (gatheringWrite != null) {
            gatheringWrite.discard();
        }
        handover.forEach(ByteBuf::release);
        handover.clear();
    }

    private static WebSocketCloseStatus status(CloseReason reason) {
        return switch (reason) {
            case SHUTDOWN -> WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
            case SLOW_CONSUMER, OVER_LIMIT, UNAVAILABLE -> WebSocketCloseStatus.TRY_AGAIN_LATER;
            case REPLACED, IDLE, DISCONNECTED -> WebSocketCloseStatus.NORMAL_CLOSURE;
            case PROTOCOL_ERROR -> WebSocketCloseStatus.PROTOCOL_ERROR;
            case TOKEN_EXPIRED, AUTHENTICATION_TIMEOUT, PING_TIMEOUT, REFUSED -> WebSocketCloseStatus.POLICY_VIOLATION;
        };
    }
}
