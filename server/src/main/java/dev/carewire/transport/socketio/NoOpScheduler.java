package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.SchedulerKey;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * Replaces the library's scheduler and runs no task. The library's pings do not wait for the answer to the previous
 * ping, and its ping timeout counts from the wrong moment. Its upgrade timeout ends the whole session.
 */
final class NoOpScheduler implements CancelableScheduler {

    @Override
    public void update(ChannelHandlerContext ctx) {
        // No timer runs, so none needs a context.
    }

    @Override
    public void cancel(SchedulerKey key) {
        // Nothing was scheduled.
    }

    @Override
    public void scheduleCallback(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
        // No timer may run.
    }

    @Override
    public void schedule(Runnable task, long delay, TimeUnit unit) {
        // No timer may run.
    }

    @Override
    public void schedule(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
        // No timer may run.
    }

    @Override
    public void shutdown() {
        // Nothing to stop.
    }
}
