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
final class Continuations {

    private record Kept(Continuation continuation, Instant at) {}

    private final int most;
    private final Duration age;

    /** In the order in which the sessions ended. */
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Optional<Continuation>>> awaited = new HashMap<>();

    Continuations(int most, Duration age) {
        this.most = most;
        this.age = age;
    }

    /** A session has ended. */
    void keep(Continuation continuation, Instant now) {
        CompletableFuture<Optional<Continuation>> claim;
        synchronized (this) {
            claim = awaited.remove(continuation.id());
            if (claim == null) {
                kept.put(continuation.id(), new Kept(continuation, now));
                evict(now);
            }
        }
        if (claim != null) {
            claim.complete(Optional.of(continuation));
        }
    }

    /** Takes what is kept of this caller's session under an id: it can be continued once. */
    synchronized Optional<Continuation> take(String id, Caller caller) {
        Kept found = kept.get(id);
        if (found == null || !found.continuation().belongsTo(caller)) {
            return Optional.empty();
        }
        kept.remove(id);
        return Optional.of(found.continuation());
    }

    /** Completes when the session with this id, which is about to be closed, has ended. Two claims: the later one gets it. */
    synchronized CompletionStage<Optional<Continuation>> await(String id, Caller caller) {
        Optional<Continuation> ended = take(id, caller);
        if (ended.isPresent()) {
            return CompletableFuture.completedStage(ended);
        }
        CompletableFuture<Optional<Continuation>> claim = new CompletableFuture<>();
        CompletableFuture<Optional<Continuation>> earlier = awaited.put(id, claim);
        if (earlier != null) {
            earlier.complete(Optional.empty());
        }
        return claim;
    }

    /** The session with this id has ended, and nothing more is kept of it: whoever waits for it is told so. */
    void giveUp(String id) {
        CompletableFuture<Optional<Continuation>> claim;
        synchronized (this) {
            claim = awaited.remove(id);
        }
        if (claim != null) {
            claim.complete(Optional.empty());
        }
    }

    synchronized void evict(Instant now) {
        Instant oldestAllowed = now.minus(age);
        Iterator<Kept> oldestFirst = kept.values().iterator();
        while (oldestFirst.hasNext()) {
            Kept oldest = oldestFirst.next();
            if (kept.size() <= most && !oldest.at().isBefore(oldestAllowed)) {
                return;
            }
            oldestFirst.remove();
        }
    }

    synchronized int size() {
        return kept.size();
    }
}
