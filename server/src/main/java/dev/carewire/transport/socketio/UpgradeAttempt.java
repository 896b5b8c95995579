package dev.carewire.transport.socketio;

import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.EngineUnit;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a WebSocket may become the transport of a polling session. After the probe no poll waits for long,
 * since the client continues only when its last poll has ended. Owned by the session's loop.
 */
final class UpgradeAttempt {

    /** The answer to a probe. */
    static final EnginePacket PROBE_RESPONSE = new EnginePacket(EnginePacket.Type.PONG, "probe");

    /**
     * How long a poll waits that arrives during the attempt. A client may poll again before it receives the answer to
     * its probe. Frames that it sent over the WebSocket before that poll may still be on their way, over another event
     * loop.
     */
    private static final long POLL_MILLIS = 100;

    private final EventLoop eventLoop;
    private final PollingWriter polling;
    private final Future<?> deadline;

    /** The poll that waited when the attempt began. */
    private final Optional<PendingPoll> initialPoll;

    private @Nullable Future<?> pollTimer;
    private @Nullable Channel channel;

    /**
     * An attempt whose WebSocket has not connected yet.
     *
     * @param failed runs when the time is over
     */
    UpgradeAttempt(EventLoop home, PollingWriter polling, Duration time, Runnable failed) {
        this.eventLoop = home;
        this.polling = polling;
        this.initialPoll = polling.pending();
        this.deadline = home.schedule(failed, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static boolean isProbe(EngineUnit unit) {
        return unit instanceof EnginePacket packet
                && packet.type() == EnginePacket.Type.PING
                && packet.data().equals(PROBE_RESPONSE.data());
    }

    /** Sets the WebSocket. Returns false if the attempt already has one. */
    boolean attachWebSocket(Channel webSocket) {
        boolean first = channel == null;
        if (first) {
            channel = webSocket;
        }
        return first;
    }

    /** Whether this is the WebSocket of the attempt. */
    boolean isFor(Channel other) {
        return channel == other;
    }

    void onProbe() {
        if (polling.pending().equals(initialPoll)) {
            polling.answerIdlePoll();
        }
        if (pollTimer == null) {
            pollTimer = eventLoop.scheduleAtFixedRate(
                    polling::answerIdlePoll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Cancels the timers. */
    void cancelTimers() {
        deadline.cancel(false);
        if (pollTimer != null) {
            pollTimer.cancel(false);
        }
    }

    /** Closes the WebSocket, if there is one. */
    void close() {
        if (channel != null) {
            channel.close();
        }
    }
}
