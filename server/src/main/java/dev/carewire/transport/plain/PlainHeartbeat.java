package dev.carewire.transport.plain;

import dev.carewire.hub.CloseReason;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client is gone, or that nothing goes over its connection but heartbeats. The server pings once in an interval; whatever
 * the client sends shows that it is there. One timer at a time, on the connection's loop, which owns this.
 */
final class PlainHeartbeat {

    private final PlainConnection connection;
    private final EventLoop loop;
    private final PlainConfig config;
    private final Duration idleTimeout;
    private @Nullable Future<?> timer;
    private long lastReceivedAt;
    private long lastActiveAt;

    PlainHeartbeat(PlainConnection connection, EventLoop loop, PlainConfig config, Duration idleTimeout) {
        this.connection = connection;
        this.loop = loop;
        this.config = config;
        this.idleTimeout = idleTimeout;
    }

    /** The WebSocket is open. */
    void start() {
        recordReceived();
        recordActivity();
        timer = schedule(config.heartbeatInterval(), this::ping);
    }

    /** Something came from the client, be it the answer to a ping. */
    void recordReceived() {
        lastReceivedAt = now();
    }

    /** Something was said that is no heartbeat, by either side. */
    void recordActivity() {
        lastActiveAt = now();
    }

    private void ping() {
        if (now() - lastActiveAt >= idleTimeout.toNanos()) {
            connection.close(CloseReason.IDLE);
            return;
        }
        long pingedAt = now();
        timer = schedule(config.heartbeatTimeout(), () -> checkReceived(pingedAt));
        connection.ping();
    }

    private void checkReceived(long pingedAt) {
        if (lastReceivedAt - pingedAt < 0) {
            connection.close(CloseReason.PING_TIMEOUT);
            return;
        }
        Duration left = config.heartbeatInterval().minus(config.heartbeatTimeout());
        timer = schedule(left.isNegative() ? Duration.ZERO : left, this::ping);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private Future<?> schedule(Duration time, Runnable task) {
        return loop.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
