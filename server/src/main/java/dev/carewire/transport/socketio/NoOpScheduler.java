package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.SchedulerKey;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * Stands where the library has its timers, and never lets one run: its pings do not wait for the answer to the one before, its
 * timeout counts from the wrong moment, and at the end of its upgrade timeout it ends the whole session.
 */
final class NoOpScheduler implements CancelableScheduler {

    @Override
    public void update(ChannelHandlerContext ctx) {
        // No timer, no context to run it on.
    }

    @Override
    public void cancel(SchedulerKey key) {
        // Nothing was scheduled.
    }

    @Override
    public void scheduleCallback(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
        // See above.
    }

    @Override
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        // See above.
    }

    @Override
    public void schedule(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
        // See above.
    }

    @Override
    public void shutdown() {
        // Nothing to end.
    }
}
