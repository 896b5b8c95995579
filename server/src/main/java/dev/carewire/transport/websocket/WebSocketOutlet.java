package dev.carewire.transport.websocket;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Offer;
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
 * Writes to a WebSocket. Frames are complete WebSocket frames already, so they enter the pipeline below the WebSocket encoder. A
 * client that upgraded may have its WebSocket on another loop than its session; its frames are then handed over in one task per
 * flush.
 */
public final class WebSocketOutlet implements Outlet {

    private final Channel channel;
    private final ChannelHandlerContext belowEncoder;
    private final boolean sameLoop;
    private final WebSocketForm form;

    /** Null where bytes do not go to the socket as they are, or not from the session's loop. */
    private final @Nullable Burst burst;

    private List<ByteBuf> handover = new ArrayList<>(0);

    /**
     * The way out over a WebSocket.
     *
     * @param home the session's loop
     * @param binaryMark as {@link WebSocketForm#binaryMark()}
     */
    public WebSocketOutlet(Channel channel, EventLoop home, OptionalInt binaryMark) {
        this.channel = channel;
        this.belowEncoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        this.sameLoop = channel.eventLoop() == home;
        this.form = new WebSocketForm(binaryMark, Inflation.isOn(channel));
        this.burst = sameLoop && Burst.suits(channel) ? new Burst(form) : null;
    }

    /** The WebSocket. */
    public Channel channel() {
        return channel;
    }

    @Override
    public Offer offer(MessageFrame frame) {
        if (!channel.isActive()) {
            return Offer.CLOSED;
        }
        if (!channel.isWritable()) {
            return Offer.FULL;
        }
        write(frame);
        return Offer.ACCEPTED;
    }

    @Override
    public Offer force(MessageFrame frame) {
        if (!channel.isActive()) {
            return Offer.CLOSED;
        }
        WriteBufferWaterMark marks = channel.config().getWriteBufferWaterMark();
        // While the channel is not writable; else it is 0.
        if (channel.bytesBeforeWritable() > Outlet.mostForced(marks.high()) - marks.low()) {
            return Offer.FULL;
        }
        if (form.deflated()) {
            // What is for this client alone was not compressed when it was made, for want of knowing how it leaves.
            frame.retain();
            MessageFrame deflated = frame.deflated();
            write(deflated);
            deflated.release();
        } else {
            write(frame);
        }
        return Offer.ACCEPTED;
    }

    private void write(MessageFrame frame) {
        if (burst != null) {
            if (!burst.add(frame, channel)) {
                burst.spill(belowEncoder);
                belowEncoder.write(frame.webSocketBytes(form), belowEncoder.voidPromise());
            }
        } else if (sameLoop) {
            belowEncoder.write(frame.webSocketBytes(form), belowEncoder.voidPromise());
        } else {
            handover.add(frame.webSocketBytes(form));
        }
    }

    @Override
    public void flush() {
        if (burst != null) {
            burst.flush(belowEncoder);
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
    public void end() {
        close(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    /** Says why in words of its own, and closes. */
    public void close(WebSocketCloseStatus status, String reason) {
        close(new CloseWebSocketFrame(status, reason));
    }

    private void close(CloseWebSocketFrame farewell) {
        flush();
        Farewell.say(channel, farewell);
    }

    @Override
    public void discard() {
        if (burst != null) {
            burst.discard();
        }
        handover.forEach(ByteBuf::release);
        handover.clear();
    }

    private static WebSocketCloseStatus status(CloseReason reason) {
        return switch (reason) {
            case SHUTDOWN -> WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
            case SLOW_CONSUMER -> WebSocketCloseStatus.TRY_AGAIN_LATER;
            case REPLACED, IDLE -> WebSocketCloseStatus.NORMAL_CLOSURE;
            case PROTOCOL_ERROR -> WebSocketCloseStatus.PROTOCOL_ERROR;
            case TOKEN_EXPIRED, AUTHENTICATION_TIMEOUT, PING_TIMEOUT, REFUSED -> WebSocketCloseStatus.POLICY_VIOLATION;
        };
    }
}
