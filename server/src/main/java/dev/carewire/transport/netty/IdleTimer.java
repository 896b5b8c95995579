package dev.carewire.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection that stays without a request. For use on the connection's event loop. */
final class IdleTimer {

    private @Nullable Future<?> timer;

    /** Closes the connection after {@code timeout}, unless the timer is canceled or restarted before. */
    void restart(ChannelHandlerContext ctx, Duration timeout) {
        cancel();
        timer = ctx.executor().schedule(() -> ctx.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    void cancel() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
