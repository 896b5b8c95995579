package dev.carewire.hub;

import dev.carewire.command.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The state of ended sessions, bounded by age and number. Any thread. Lock: this object. */
final class RecoverableSessions {

    private record RetainedSession(RecoverableSession session, Instant endedAt) {}

    private final int maxSessions;
    private final Duration maxAge;

    /** In the order in which the sessions ended. */
    private final Map<String, RetainedSession> retained = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Optional<RecoverableSession>>> claims = new HashMap<>();

    RecoverableSessions(int maxSessions, Duration maxAge) {
        this.maxSessions = maxSessions;
        this.maxAge = maxAge;
    }

    /** Stores the state of an ended session, or hands it to the claim that waits for it. */
    void retain(RecoverableSession session, Instant now) {
        CompletableFuture<Optional<RecoverableSession>> claim;
        synchronized (this) {
            claim = claims.remove(session.id());
            if (claim == null) {
                retained.put(session.id(), new RetainedSession(session, now));
                evict(now);
            }
        }
        if (claim != null) {
            claim.complete(Optional.of(session));
        }
    }

    /** Removes and returns the state of this caller's session in that encoding: it can be resumed once. */
    synchronized Optional<RecoverableSession> take(String id, Caller caller, Encoding encoding) {
        RetainedSession found = retained.get(id);
        if (found == null
                || !found.session().belongsTo(caller)
                || found.session().encoding() != encoding) {
            return Optional.empty();
        }
        retained.remove(id);
        return Optional.of(found.session());
    }

    /**
     * Completes when the session with this id, which is about to be closed, has ended. A later claim replaces an
     * earlier one.
     */
    synchronized CompletionStage<Optional<RecoverableSession>> await(String id, Caller caller, Encoding encoding) {
        Optional<RecoverableSession> ended = take(id, caller, encoding);
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

    /** Completes a waiting claim empty: the session with this id has ended without recoverable state. */
    void cancelClaim(String id) {
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
