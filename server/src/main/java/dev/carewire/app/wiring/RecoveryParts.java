package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRecoveryStore;
import dev.carewire.app.config.Config;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Recovery;
import dev.carewire.hub.RecoveryStore;
import dev.carewire.hub.SessionCheckpoints;
import dev.carewire.log.EventLog;
import java.time.Clock;
import java.time.Duration;

/**
 * Saves and resumes sessions of clients that lose their connection.
 *
 * @param checkpoints save the sessions
 * @param store the saved sessions
 * @param maxAge how long after its last sign of life a saved session can be resumed
 */
record RecoveryParts(
        Recovery recovery, SessionCheckpoints checkpoints, RecoveryStore store, Clock clock, Duration maxAge) {

    /** Sessions that are looked up in the database at a time. */
    private static final int THREADS = 4;

    /** Most expired sessions that one call deletes. */
    private static final int MAX_EXPIRED = 10_000;

    /** @param parts receive what is closed at the end, after the clients */
    static RecoveryParts create(Database database, Hub hub, EventLog log, Config config, Clock clock, Closer parts) {
        int sessions = config.limits().sessions().perNode();
        Duration interval = config.log().sessionInterval();
        Duration maxAge = config.limits().ring().age().plus(SessionCheckpoints.longestInterval(interval, sessions));
        RecoveryStore store = new JdbiRecoveryStore(database);
        SessionCheckpoints checkpoints = parts.add(new SessionCheckpoints(hub, store, clock, interval));
        parts.add(PeriodicTask.every(SessionCheckpoints.PACE, checkpoints::save));
        WorkerPool workers = parts.add(new WorkerPool(
                "carewire-recovery", THREADS, sessions, config.listening().shutdownGrace()));
        return new RecoveryParts(
                new Recovery(hub, store, log::recent, workers, clock, maxAge), checkpoints, store, clock, maxAge);
    }

    /** Deletes a batch of sessions that cannot be resumed any more. */
    void expire() {
        store.deleteSavedBefore(clock.instant().minus(maxAge), MAX_EXPIRED);
    }
}
