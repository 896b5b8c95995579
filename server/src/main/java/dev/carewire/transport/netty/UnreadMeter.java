package dev.carewire.transport.netty;

import dev.carewire.memory.ByteBudget;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that the server has sent to a client and that the client has not read. When all clients together read too little, the
 * connection with the most unread bytes closes, without waiting for its client. First handler of the pipeline, below all encoders. For use
 * on the connection's event loop.
 */
final class UnreadMeter extends ChannelDuplexHandler {

    private final ByteBudget outgoing;

    /** Null while the client has read everything. */
    private ByteBudget.@Nullable Reservation reservation;

    private long countedBytes;

    /** @param outgoing the budget of all connections */
    UnreadMeter(ByteBudget outgoing) {
        this.outgoing = outgoing;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        count(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        count(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void count(ChannelHandlerContext ctx) {
        long unread = unreadBytes(ctx);
        if (unread == countedBytes) {
            return;
        }
        countedBytes = unread;
        if (unread == 0) {
            release();
            return;
        }
        if (reservation == null) {
            reservation = outgoing.open(this, (held, excess) -> {
                ctx.executor().execute(() -> closeIfSlow(ctx, held));
                return held;
            });
        }
        reservation.resize(unread);
    }

    private static long unreadBytes(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** @param held bytes at the last count. The client may have read most of them in the meantime */
    private void closeIfSlow(ChannelHandlerContext ctx, long held) {
        if (unreadBytes(ctx) > held / 2) {
            ctx.fireUserEventTriggered(SlowConsumer.EVENT);
            ctx.close();
        } else {
            countedBytes = 0;
            count(ctx);
        }
    }

    private void release() {
        ByteBudget.Reservation held = reservation;
        if (held != null) {
            held.close();
            reservation = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }
}
