package dev.carewire.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops accepting while too many accepted connections wait for their event loops. The system keeps further ones in its backlog. The acceptor
 * has a thread of its own, so a busy loop would otherwise collect connections that no limit has seen yet. For the pipeline of one listening
 * channel.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private final int max;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param max most accepted connections that no event loop has registered yet, of all loops together */
    AcceptGate(int max) {
        this.max = max;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        // Gives the connection to an event loop, whose first task is to register it.
        ctx.fireChannelRead(message);
        if (message instanceof Channel accepted && accepted.isOpen()) {
            if (waiting.incrementAndGet() >= max) {
                ctx.channel().config().setAutoRead(false);
            }
            accepted.eventLoop().execute(() -> onRegistered(ctx));
        }
    }

    /** On the loop of the connection. */
    private void onRegistered(ChannelHandlerContext ctx) {
        if (waiting.decrementAndGet() == max / 2) {
            // On the acceptor's thread, thus after the call that may just have stopped it.
            ctx.executor().execute(() -> ctx.channel().config().setAutoRead(true));
        }
    }
}
