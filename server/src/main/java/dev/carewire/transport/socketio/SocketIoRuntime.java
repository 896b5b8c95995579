package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every session of this edge works with.
 *
 * @param workers run what blocks; reject when saturated
 * @param scheduler the library's timers
 */
record SocketIoRuntime(
        EdgeConfig config,
        Hub hub,
        TokenVerifier tokens,
        Executor workers,
        Clock clock,
        CancelableScheduler scheduler) {}
