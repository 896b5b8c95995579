package dev.carewire.transport;

import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.TenantGate;
import dev.carewire.identity.Verification;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.session.SessionRuntime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Creates the collaborators of sessions for tests in which no token is valid. */
public final class TestSessions {

    /** Sessions end with their tokens. */
    public static final ExpiryRules EXPIRY =
            new ExpiryRules(Duration.ZERO, Duration.ZERO, ExpiredSessions.CLOSE, Map.of());

    private TestSessions() {}

    /** Sessions with the system's clock. */
    public static SessionRuntime runtime(Hub hub, Executor workers, TestLimits limits) {
        return runtime(hub, workers, Clock.systemUTC(), limits);
    }

    public static SessionRuntime runtime(Hub hub, Executor workers, Clock clock, TestLimits limits) {
        return runtime(hub, workers, clock, limits, EXPIRY);
    }

    public static SessionRuntime runtime(
            Hub hub, Executor workers, Clock clock, TestLimits limits, ExpiryRules expiry) {
        return runtime(hub, workers, clock, limits, expiry, TestPort.memory());
    }

    public static SessionRuntime runtime(
            Hub hub, Executor workers, Clock clock, TestLimits limits, ExpiryRules expiry, MemoryBudgets memory) {
        return new SessionRuntime(
                hub,
                Recovery.ofMemory(hub, clock),
                TenantGate.OPEN,
                token -> CompletableFuture.completedStage(new Verification.Unavailable()),
                workers,
                clock,
                limits.build(),
                expiry,
                memory);
    }
}
