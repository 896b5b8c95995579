package dev.carewire.transport.plain;

import dev.carewire.hub.CloseReason;
import dev.carewire.transport.session.ClientLimits;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client is gone or idle. The server pings once per interval; any frame of the client proves
 * that it is alive. Runs one timer at a time. Owned by the connection's loop.
 */
final class PlainHeartbeat {

    private final PlainConnection connection;
    private final EventLoop loop;
    private final PlainConfig config;
    private final ClientLimits limits;
    private @Nullable Future<?> timer;
    private long lastReceivedAt;
    private long lastActiveAt;

    PlainHeartbeat(PlainConnection connection, EventLoop loop, PlainConfig config, ClientLimits limits) {
        this.connection = connection;
        this.loop = loop;
        this.config = config;
        this.limits = limits;
    }

    /** Called when the WebSocket is open. */
    void start() {
        recordReceived();
        recordActivity();
        timer = schedule(config.heartbeatInterval(), this::ping);
    }

    /** The client sent a frame, which may be the answer to a ping. */
    void recordReceived() {
        lastReceivedAt = now();
    }

    /** Either side sent a frame that is no heartbeat. */
    void recordActivity() {
        lastActiveAt = now();
    }

    private void ping() {
        if (limits.isIdle(now() - lastActiveAt)) {
            connection.close(CloseReason.IDLE);
            return;
        }
        long pingedAt = now();
        timer = schedule(config.heartbeatTimeout(), () -> checkReceived(pingedAt));
        connection.ping();
    }

    /**
     * Pings the client and closes the connection if no frame arrives in time.
     *
     * @param checked completes when the client has answered or the connection is closed
     */
    void closeIfSilent(Duration timeout, CompletableFuture<Void> checked) {
        long pingedAt = now();
        connection.sendPing();
        schedule(timeout, () -> {
            if (isSilentSince(pingedAt)) {
                connection.close(CloseReason.PING_TIMEOUT);
            }
            checked.complete(null);
        });
    }

    /** While the client waits for the server's answer, the server does not read its pongs. */
    private boolean isSilentSince(long pingedAt) {
        return lastReceivedAt - pingedAt < 0 && !connection.owesAnswer();
    }

    private void checkReceived(long pingedAt) {
        if (isSilentSince(pingedAt)) {
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
