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

/** What is kept of sessions that ended, for a while and up to a number. Any thread. Lock: this object. */
final class RecoverableSessions {

    private record RetainedSession(RecoverableSession session, Instant endedAt) {}

    private final int maxSessions;
    private final Duration maxAge;

    /** In the order in which the sessions ended. */
    private final Map<String, RetainedSession> retained = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Optional<RecoverableSession>>> claims = new HashMap<>();

    RecoverableSessions(int most, Duration age) {
        this.maxSessions = most;
        this.maxAge = age;
    }

    /** A session has ended. */
    void retain(RecoverableSession continuation, Instant now) {
        CompletableFuture<Optional<RecoverableSession>> claim;
        synchronized (this) {
            claim = claims.remove(continuation.id());
            if (claim == null) {
                retained.put(continuation.id(), new RetainedSession(continuation, now));
                evict(now);
            }
        }
        if (claim != null) {
            claim.complete(Optional.of(continuation));
        }
    }

    /** Takes what is kept of this caller's session under an id: it can be continued once. */
    synchronized Optional<RecoverableSession> take(String id, Caller caller) {
        RetainedSession found = retained.get(id);
        if (found == null || !found.session().belongsTo(caller)) {
            return Optional.empty();
        }
        retained.remove(id);
        return Optional.of(found.session());
    }

    /** Completes when the session with this id, which is about to be closed, has ended. Two claims: the later one gets it. */
    synchronized CompletionStage<Optional<RecoverableSession>> await(String id, Caller caller) {
        Optional<RecoverableSession> ended = take(id, caller);
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

    /** The session with this id has ended, and nothing more is kept of it: whoever waits for it is told so. */
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

    synchronized int size() {
        return retained.size();
    }
}
