package dev.carewire.transport;

import dev.carewire.hub.Hub;
import dev.carewire.identity.Verification;
import dev.carewire.transport.session.SessionRuntime;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Creates the collaborators of sessions for tests in which no token is valid. */
public final class TestSessions {

    private TestSessions() {}

    /** Sessions with the system's clock. */
    public static SessionRuntime runtime(Hub hub, Executor workers, TestLimits limits) {
        return runtime(hub, workers, Clock.systemUTC(), limits);
    }

    public static SessionRuntime runtime(Hub hub, Executor workers, Clock clock, TestLimits limits) {
        return new SessionRuntime(
                hub,
                token -> CompletableFuture.completedStage(new Verification.Unavailable()),
                workers,
                clock,
                limits.build());
    }
}
