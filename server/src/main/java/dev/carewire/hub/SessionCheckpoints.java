package dev.carewire.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the state of a hub's recoverable sessions, so that their clients can resume after this process has died. Each call
 * saves the sessions whose rooms have changed and those that have ended. It saves the others, with how far they have read, once in an interval.
 *
 * <p>One thread at a time; blocks. A failing database costs freshness only: the next call tries again.
 */
public final class SessionCheckpoints implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionCheckpoints.class);

    /** Interval between two calls of {@link #save}. */
    public static final Duration PACE = Duration.ofSeconds(1);

    /** Most sessions that one call saves, and most that it deletes. */
    public static final int MAX_BATCH = 1_000;

    /** Longest wait for the event loops. A session whose loop has not answered is saved by a later call. */
    private static final Duration LOOP_TIMEOUT = Duration.ofSeconds(1);

    private final Hub hub;
    private final CheckpointQueue queue;
    private final RecoveryStore store;
    private final Clock clock;
    private final Duration interval;

    private final AtomicLong savedCount = new AtomicLong();

    /** The sessions that were saved, each with the time, oldest first. */
    private final Map<Session, Instant> saved = new LinkedHashMap<>();

    /**
     * Checkpoints of a hub.
     *
     * @param interval between two checkpoints of a session whose rooms stay the same, 1 s or more
     */
    public SessionCheckpoints(Hub hub, RecoveryStore store, Clock clock, Duration interval) {
        this.hub = hub;
        this.queue = hub.recoverableSessions().checkpoints();
        this.store = store;
        this.clock = clock;
        this.interval = interval;
    }

    /**
     * The longest time between two checkpoints of a session, which grows with the number of sessions.
     *
     * @param interval as in the constructor
     * @param sessions their largest number on this node
     */
    public static Duration longestInterval(Duration interval, int sessions) {
        Duration round = PACE.multipliedBy(sessions / MAX_BATCH + 1L);
        return interval.compareTo(round) > 0 ? interval : round;
    }

    /** Saves a batch of what is due, and deletes sessions that can be resumed no more. A failure is logged. */
    public void save() {
        trySave();
    }

    /** Saves the sessions that have ended since the last call. Call it when the clients are disconnected. */
    @Override
    public void close() {
        while (trySave() && queue.hasEnded()) {
            // The next batch.
        }
    }

    /** Whether the database has accepted all changes. */
    private boolean trySave() {
        List<RecoverableSession> ended = queue.takeEnded(MAX_BATCH);
        List<Session> due = takeDue(MAX_BATCH - ended.size());
        Instant now = clock.instant();
        try {
            delete();
            Map<Session, RecoverableSession> states = states(due);
            List<RecoverableSession> batch = new ArrayList<>(ended);
            batch.addAll(states.values());
            hub.recoverableSessions().replace(batch.isEmpty() ? List.of() : store.save(batch, now));
            states.keySet().forEach(session -> saved.put(session, now));
            savedCount.addAndGet(batch.size());
            return true;
        } catch (RuntimeException away) {
            queue.putBack(ended);
            queue.retry(due);
            log.atWarn().setCause(away).log("recoverable sessions not saved, trying again");
            return false;
        }
    }

    /** How often a session was saved. Any thread; does not block. */
    public long savedCount() {
        return savedCount.get();
    }

    private void delete() {
        List<RecoverableSession> discarded = queue.discarded(MAX_BATCH);
        if (!discarded.isEmpty()) {
            store.delete(discarded);
            queue.confirmDiscarded(discarded);
        }
    }

    /** The sessions with changed rooms, then those whose last checkpoint is too old. */
    private List<Session> takeDue(int most) {
        List<Session> due = new ArrayList<>(queue.takeChanged(most));
        due.forEach(saved::remove);
        Instant before = clock.instant().minus(interval);
        var oldest = saved.entrySet().iterator();
        while (due.size() < most && oldest.hasNext()) {
            Map.Entry<Session, Instant> next = oldest.next();
            if (next.getValue().isAfter(before)) {
                break;
            }
            due.add(next.getKey());
            oldest.remove();
        }
        return due;
    }

    /** The states of those that have not ended, as their loops know them. */
    private Map<Session, RecoverableSession> states(List<Session> sessions) {
        Map<Session, CompletableFuture<Optional<RecoverableSession>>> asked = new LinkedHashMap<>();
        sessions.forEach(session -> asked.put(session, hub.recoverableState(session)));
        try {
            CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                    .get(LOOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException incomplete) {
            log.atDebug().log("not every event loop has answered");
        }
        Map<Session, RecoverableSession> states = new LinkedHashMap<>();
        List<Session> unanswered = new ArrayList<>();
        asked.forEach((session, answer) -> {
            if (answer.isDone()) {
                answer.getNow(Optional.empty()).ifPresent(state -> states.put(session, state));
            } else {
                unanswered.add(session);
            }
        });
        queue.retry(unanswered);
        return states;
    }
}
