package dev.carewire.transport.session;

import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every session of this server works with.
 *
 * @param workers run what blocks; reject when saturated
 */
public record SessionRuntime(Hub hub, TokenVerifier tokens, Executor workers, Clock clock) {}
