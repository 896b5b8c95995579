package dev.carewire.transport.session;

import dev.carewire.hub.Hub;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.TenantGate;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.memory.MemoryBudgets;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The collaborators that all sessions of a server share.
 *
 * @param recovery resumes interrupted sessions
 * @param gate opens before a session of its tenant registers
 * @param workers run blocking tasks; reject them when saturated
 * @param limits of each client
 * @param expiry how long sessions may outlive their tokens
 * @param memory that clients may use for unfinished and unread messages
 */
public record SessionRuntime(
        Hub hub,
        Recovery recovery,
        TenantGate gate,
        TokenVerifier tokens,
        Executor workers,
        Clock clock,
        ClientLimits limits,
        ExpiryRules expiry,
        MemoryBudgets memory) {}
