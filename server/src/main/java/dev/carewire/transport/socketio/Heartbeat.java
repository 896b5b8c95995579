package dev.carewire.transport.socketio;

import dev.carewire.hub.CloseReason;
import dev.carewire.protocol.EngineVersion;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client is gone. In v4 the server pings, an interval after the last answer, and the client has the timeout to
 * answer; in v3 the client pings, at the latest after both. One timer at a time, on the session's loop, which owns this.
 */
final class Heartbeat {

    private final EngineSession session;
    private final EdgeConfig config;
    private @Nullable Future<?> timer;

    /** On the loop's clock. */
    private long endNanos;

    Heartbeat(EngineSession session, EdgeConfig config) {
        this.session = session;
        this.config = config;
    }

    /** The session has opened, or the client has just done its part. */
    void beat() {
        stop();
        endNanos = now() + config.pingInterval().plus(config.pingTimeout()).toNanos();
        if (session.version() == EngineVersion.V4) {
            timer = after(config.pingInterval(), this::ping);
        } else {
            timer = after(config.pingInterval().plus(config.pingTimeout()), this::lost);
        }
    }

    /** Whether the client's time is over, even if the timer that says so is late. */
    boolean isOver() {
        return timer != null && now() - endNanos >= 0;
    }

    private long now() {
        return session.home().ticker().nanoTime();
    }

    private void ping() {
        timer = after(config.pingTimeout(), this::lost);
        session.ping();
    }

    private void lost() {
        session.close(CloseReason.PING_TIMEOUT);
    }

    private Future<?> after(Duration time, Runnable task) {
        return session.home().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }
}
