package dev.carewire.transport.socketio;

import dev.carewire.hub.CloseReason;
import dev.carewire.protocol.EngineVersion;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a session whose client is gone. In v4 the server pings one interval after the last answer, and the client has
 * the timeout to answer. In v3 the client pings, at the latest after interval and timeout. Runs one timer at a time.
 * Owned by the session's loop.
 */
final class Heartbeat {

    private final EngineSession session;
    private final EngineConfig config;
    private @Nullable Future<?> timer;

    /** In nanoseconds of the loop's clock. */
    private long deadlineNanos;

    private long lastReceivedNanos;

    Heartbeat(EngineSession session, EngineConfig config) {
        this.session = session;
        this.config = config;
        this.lastReceivedNanos = session.eventLoop().ticker().nanoTime();
    }

    /** Called when the session has opened and after each heartbeat of the client. */
    void restart() {
        stop();
        deadlineNanos = now() + config.pingInterval().plus(config.pingTimeout()).toNanos();
        if (session.version() == EngineVersion.V4) {
            timer = schedule(config.pingInterval(), this::ping);
        } else {
            timer = schedule(config.pingInterval().plus(config.pingTimeout()), this::timeOut);
        }
    }

    /** Called with each frame and request of the client. */
    void recordReceived() {
        lastReceivedNanos = now();
    }

    /**
     * Closes the session if its client is gone. The server pings a WebSocket in v4 and waits for any frame. Other clients are gone if they
     * were silent for their ping interval and {@code timeout}.
     *
     * @param checked completes when the client has answered or the session is closed
     */
    void closeIfSilent(Duration timeout, CompletableFuture<Void> checked) {
        if (session.version() == EngineVersion.V4 && session.usesWebSocket()) {
            long pingedNanos = now();
            session.ping();
            schedule(timeout, () -> closeIfSilentSince(pingedNanos, checked));
        } else {
            closeIfSilentSince(now() - config.pingInterval().plus(timeout).toNanos(), checked);
        }
    }

    private void closeIfSilentSince(long momentNanos, CompletableFuture<Void> checked) {
        if (lastReceivedNanos - momentNanos < 0) {
            timeOut();
        }
        checked.complete(null);
    }

    /** Whether the client's time is over, even if the timer is late. */
    boolean isExpired() {
        return timer != null && now() - deadlineNanos >= 0;
    }

    private long now() {
        return session.eventLoop().ticker().nanoTime();
    }

    private void ping() {
        timer = schedule(config.pingTimeout(), this::timeOut);
        session.ping();
    }

    private void timeOut() {
        session.close(CloseReason.PING_TIMEOUT);
    }

    private Future<?> schedule(Duration time, Runnable task) {
        return session.eventLoop().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
