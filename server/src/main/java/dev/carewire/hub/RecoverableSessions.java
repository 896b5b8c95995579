package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import dev.carewire.log.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of this node that their clients can resume: those that are alive, and the state of ended ones, bounded by age and number. Any
 * thread. Lock: this object.
 */
final class RecoverableSessions {

    private record RetainedSession(RecoverableSession session, Instant endedAt) {}

    private final int maxSessions;
    private final Duration maxAge;
    private final CheckpointQueue checkpoints;
    private final Map<String, Session> alive = new ConcurrentHashMap<>();

    /** In the order in which the sessions ended. */
    private final Map<String, RetainedSession> retained = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Optional<RecoverableSession>>> claims = new HashMap<>();

    /** The ids of sessions that clients are about to resume. */
    private final Set<String> resuming = new HashSet<>();

    RecoverableSessions(int maxSessions, Duration maxAge) {
        this.maxSessions = maxSessions;
        this.maxAge = maxAge;
        this.checkpoints = new CheckpointQueue(maxSessions);
    }

    /** The changes that the store does not know yet. */
    CheckpointQueue checkpoints() {
        return checkpoints;
    }

    /** A session has been registered. Does nothing for one that its client cannot resume; the same applies to the other methods. */
    void onBegun(Session session) {
        session.recoveryId().ifPresent(id -> {
            alive.put(id, session);
            endResuming(id);
            checkpoints.onChanged(id, session);
        });
    }

    /** The rooms of a session have changed. On its loop. */
    void onRoomsChanged(Session session) {
        session.recoveryId().filter(id -> alive.get(id) == session).ifPresent(id -> checkpoints.onChanged(id, session));
    }

    /**
     * A session has ended. On its loop, as long as its rooms are known there.
     *
     * @param head the newest position that the loop has delivered; empty before the first event
     */
    void onEnded(Session session, SessionEnd ending, Optional<LogPosition> head, Instant now) {
        session.recoveryId().ifPresent(id -> {
            RecoverableSession state = state(id, session, head);
            alive.remove(id, session);
            if (ending == SessionEnd.MAY_GO_ON) {
                checkpoints.onEnded(session, state);
                retain(state, now);
            } else {
                checkpoints.onDiscarded(session, state);
            }
            cancelClaim(id);
        });
    }

    /** The state of a session as of now; empty if it has ended or cannot be resumed. On its loop. */
    Optional<RecoverableSession> state(Session session, Optional<LogPosition> head) {
        return session.recoveryId().filter(id -> alive.get(id) == session).map(id -> state(id, session, head));
    }

    private static RecoverableSession state(String id, Session session, Optional<LogPosition> head) {
        Cursor cursor = session.cursor();
        long headSeq = head.map(LogPosition::seq).orElse(0L);
        Map<RoomKey, Long> rooms = new HashMap<>();
        cursor.memberships().forEach(membership -> rooms.put(membership.room.key, membership.since));
        Set<RoomKey> granted = session.grantedRooms();
        // A recent grant may not have reached the loop.
        granted.forEach(room -> rooms.putIfAbsent(room, headSeq));
        return new RecoverableSession(
                id,
                session.generation(),
                session.id(),
                SessionOwner.of(session.caller(), session.encoding()),
                new SessionProgress(
                        head.map(LogPosition::epoch).orElse(""),
                        cursor.startSeq(),
                        cursor.lastAccepted(),
                        cursor.isStalled() ? cursor.caughtUpTo() : headSeq),
                rooms,
                granted);
    }

    boolean isAlive(String id) {
        return alive.containsKey(id);
    }

    /** The state of an ended session, or of one that is alive and ended now; it is handed out once. See {@link Recovery#claim}. */
    CompletionStage<Optional<RecoverableSession>> claim(String id, SessionOwner owner) {
        Session live = alive.get(id);
        if (live == null) {
            return CompletableFuture.completedStage(take(id, owner));
        }
        if (!SessionOwner.of(live.caller(), live.encoding()).equals(owner)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        CompletionStage<Optional<RecoverableSession>> ended = await(id, owner);
        live.connection().close(CloseReason.REPLACED);
        if (alive.get(id) != live) {
            // It had ended before the claim, and cannot be resumed.
            cancelClaim(id);
        }
        return ended;
    }

    /** Closes sessions that their clients have resumed elsewhere. */
    void replace(List<RecoverableSession> takenOver) {
        for (RecoverableSession state : takenOver) {
            Session live = alive.get(state.id());
            if (live != null && live.generation() == state.generation()) {
                live.connection().close(CloseReason.REPLACED);
            }
        }
    }

    /** Stores the state of an ended session, or hands it to the claim that waits for it. */
    void retain(RecoverableSession session, Instant now) {
        CompletableFuture<Optional<RecoverableSession>> claim;
        synchronized (this) {
            claim = claims.remove(session.id());
            if (claim == null) {
                resuming.remove(session.id());
                retained.put(session.id(), new RetainedSession(session, now));
                evict(now);
            } else {
                resuming.add(session.id());
            }
        }
        if (claim != null) {
            claim.complete(Optional.of(session));
        }
    }

    /** Drops the state of a session that cannot be resumed. */
    void discard(RecoverableSession session) {
        checkpoints.onDiscarded(session);
        endResuming(session.id());
    }

    /** Removes and returns the state of this owner's session: it can be resumed once. */
    private synchronized Optional<RecoverableSession> take(String id, SessionOwner owner) {
        RetainedSession found = retained.get(id);
        if (found == null || !found.session().owner().equals(owner)) {
            return Optional.empty();
        }
        retained.remove(id);
        resuming.add(id);
        return Optional.of(found.session());
    }

    /**
     * Completes when the session with this id, which is about to be closed, has ended. A later claim replaces an
     * earlier one.
     */
    private synchronized CompletionStage<Optional<RecoverableSession>> await(String id, SessionOwner owner) {
        Optional<RecoverableSession> ended = take(id, owner);
        if (ended.isPresent()) {
            return CompletableFuture.completedStage(ended);
        }
        CompletableFuture<Optional<RecoverableSession>> claim = new CompletableFuture<>();
        CompletableFuture<Optional<RecoverableSession>> earlier = claims.put(id, claim);
        if (earlier != null) {
            earlier.complete(Optional.empty());
        }
        return claim;
    }

    /** Begins to resume a session of which nothing is known here; false if something is, or another client resumes it. */
    synchronized boolean beginResuming(String id) {
        return !alive.containsKey(id) && !retained.containsKey(id) && !checkpoints.isDiscarded(id) && resuming.add(id);
    }

    /** The session with this id is resumed, or will not be. */
    synchronized void endResuming(String id) {
        resuming.remove(id);
    }

    /** Completes a waiting claim empty: the session with this id has ended without recoverable state. */
    private void cancelClaim(String id) {
        CompletableFuture<Optional<RecoverableSession>> claim;
        synchronized (this) {
            claim = claims.remove(id);
        }
        if (claim != null) {
            claim.complete(Optional.empty());
        }
    }

    synchronized void evict(Instant now) {
        Instant oldestAllowed = now.minus(maxAge);
        Iterator<RetainedSession> oldestFirst = retained.values().iterator();
        while (oldestFirst.hasNext()) {
            RetainedSession oldest = oldestFirst.next();
            if (retained.size() <= maxSessions && !oldest.endedAt().isBefore(oldestAllowed)) {
                return;
            }
            oldestFirst.remove();
        }
    }
}
