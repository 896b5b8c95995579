package dev.carewire.transport.socketio;

import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every session of this edge works with.
 *
 * @param workers run what blocks; reject when saturated
 */
record SocketIoRuntime(
        EdgeConfig config, Hub hub, TokenVerifier tokens, Executor workers, Clock clock, DeflateUse deflateUse) {}
