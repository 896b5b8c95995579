package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumes the sessions of clients that lost their connection ("connection state recovery"): from memory, or from the store if the session's
 * process has died. Any thread; no method blocks.
 */
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /** Events that one read of the log returns at most, by the size of their stored forms in characters. */
    private static final int PAGE_SIZE = 1 << 20;

    private final Hub hub;
    private final RecoverableSessions sessions;
    private final EventHistories histories;
    private final RecoveryStore store;
    private final EarlierEventReader events;
    private final Executor workers;
    private final Clock clock;
    private final Duration maxAge;

    /** Orders the reads of events that precede those in memory. */
    private final Object extending = new Object();

    /**
     * The recovery of a hub's sessions.
     *
     * @param workers run the work on the database; reject it when saturated. Their number bounds the concurrent recoveries
     * @param maxAge how long after its last sign of life in the store a session can be resumed
     */
    public Recovery(
            Hub hub, RecoveryStore store, EarlierEventReader events, Executor workers, Clock clock, Duration maxAge) {
        this.hub = hub;
        this.sessions = hub.recoverableSessions();
        this.histories = hub.histories();
        this.store = store;
        this.events = events;
        this.workers = workers;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /** The recovery of sessions of this process only. */
    public static Recovery ofMemory(Hub hub, Clock clock) {
        return new Recovery(
                hub, RecoveryStore.NONE, (tenant, upTo, since, size) -> List.of(), Runnable::run, clock, Duration.ZERO);
    }

    /** Reads events before those in memory, as {@link dev.carewire.log.EventLog#recent} does. */
    @FunctionalInterface
    public interface EarlierEventReader {
        List<StoredEvent> recent(TenantId tenant, long upTo, Instant since, int size);
    }

    /**
     * The recoverable state of a session of {@code caller}; it is handed out once. The receiver resumes the session, {@linkplain #retain
     * retains} the state for a later attempt, or {@linkplain #discard discards} it. A session that is still alive, because its client
     * noticed the broken connection first, is ended now.
     *
     * @param encoding that of the client's endpoint
     * @return empty if there is no such state, or it belongs to another user or endpoint, which may still resume it
     */
    public CompletionStage<Optional<RecoverableSession>> claim(String id, Caller caller, Encoding encoding) {
        boolean alive = sessions.isAlive(id);
        SessionOwner owner = SessionOwner.of(caller, encoding);
        return sessions.claim(id, owner).thenCompose(found -> {
            if (found.isPresent()) {
                return onWorker(() -> Optional.of(claimStored(found.get())), () -> retain(found.get()));
            }
            return alive || !sessions.beginResuming(id)
                    ? CompletableFuture.completedStage(Optional.empty())
                    : onWorker(() -> tryClaim(id, owner), () -> {}).thenApply(claimed -> endUnless(claimed, id));
        });
    }

    private Optional<RecoverableSession> endUnless(Optional<RecoverableSession> claimed, String id) {
        if (claimed.isEmpty()) {
            sessions.endResuming(id);
        }
        return claimed;
    }

    /** @param onFailure runs if the database is away or the workers are saturated; the result is empty then */
    private CompletionStage<Optional<RecoverableSession>> onWorker(
            Supplier<Optional<RecoverableSession>> claim, Runnable onFailure) {
        return CompletableFuture.completedStage(claim)
                .thenApplyAsync(Supplier::get, workers)
                .exceptionally(failed -> {
                    log.atDebug().setCause(failed).log("session not claimed");
                    onFailure.run();
                    return Optional.empty();
                });
    }

    /** Claims the stored state of a session whose state is in memory, so that no other node resumes it. */
    private RecoverableSession claimStored(RecoverableSession known) {
        try {
            return tryClaim(known.id(), known.owner())
                    // If another node has claimed it since this one knew it, the stored state is newer.
                    .map(stored -> stored.generation() == known.generation() + 1
                            ? known.claimedAs(stored.generation())
                            : stored)
                    .orElse(known);
        } catch (RuntimeException away) {
            log.atDebug().setCause(away).log("stored session not claimed, resuming from memory");
            return known;
        }
    }

    private Optional<RecoverableSession> tryClaim(String id, SessionOwner owner) {
        Instant now = clock.instant();
        return store.claim(id, owner, now.minus(maxAge), now);
    }

    /**
     * The start of the replay for a client that resumes a session. Reads events from the log that are not in memory any more.
     *
     * @param offset the position of the last event that the client has
     * @return empty if events may be missing: the client has to reload. Completes exceptionally if the database is away
     */
    public CompletionStage<Optional<ReplayStart>> replayStart(
            RecoverableSession session, Optional<LogPosition> offset) {
        Optional<ReplayStart> start = histories.replayStart(session, offset);
        TenantId tenant = session.owner().tenant();
        if (start.isEmpty() || histories.covers(tenant, start.get().after())) {
            return CompletableFuture.completedStage(start);
        }
        return CompletableFuture.completedStage(start)
                .thenApplyAsync(from -> from.filter(missed -> extendTo(tenant, missed.after())), workers);
    }

    /** Whether every event after {@code seq} is in memory now. */
    private boolean extendTo(TenantId tenant, long seq) {
        synchronized (extending) {
            while (!histories.covers(tenant, seq)) {
                long upTo = histories.oldestSeq(tenant) - 1;
                List<StoredEvent> page = events.recent(tenant, upTo, Instant.EPOCH, PAGE_SIZE);
                if (page.isEmpty() || !keep(page, seq)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Keeps them as if they were new, for other clients that resume. Returns false if there is no room. */
    private boolean keep(List<StoredEvent> newestFirst, long after) {
        Instant now = clock.instant();
        for (StoredEvent stored : newestFirst) {
            if (stored.position().seq() <= after) {
                return true;
            }
            boolean kept = stored.event()
                    .map(event -> hub.keepEarlier(new LoggedEvent(stored.position(), event), now))
                    .orElse(false);
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    /** Stores a claimed session again that could not be resumed now, so that a later attempt may succeed. Ends the claim. */
    public void retain(RecoverableSession session) {
        sessions.retain(session, clock.instant());
    }

    /** Drops a claimed session that cannot be resumed. Ends the claim. */
    public void discard(RecoverableSession session) {
        sessions.discard(session);
    }
}
