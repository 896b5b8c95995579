package dev.carewire.adapter.jwt;

import com.auth0.jwt.algorithms.Algorithm;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the whole set of keys that an issuer publishes. Tokens of known keys need no request, even if the issuer is slow or down, and
 * whatever keys other tokens name. A token that names an unknown key causes a request in the background, but never more often than
 * {@link #MIN_INTERVAL} allows. Any thread; never blocks. Lock: this object.
 */
final class RemoteKeys {

    /** Least time between two requests to the issuer. */
    static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    /** The same after a request that failed. */
    static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    /** Age at which the next token causes a request, while the server still uses the set. */
    static final Duration REFRESH_AGE = Duration.ofMinutes(10);

    /** Age at which tokens wait for the next set, unless the issuer was last out of reach. */
    static final Duration MAX_AGE = Duration.ofHours(1);

    /** How long a key that the issuer did not publish counts as unknown without another request. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(1);

    static final int MAX_UNKNOWN = 1_024;

    /** Tokens that wait for the issuer at a time. */
    static final int MAX_WAITING = 1_000;

    private static final int MAX_KEY_ID_LENGTH = 256;

    private static final Logger log = LoggerFactory.getLogger(RemoteKeys.class);

    private final KeySetAddress issuer;
    private final Clock clock;
    private Optional<KeySet> keys = Optional.empty();
    private long fetchedAt;
    private CompletableFuture<Void> fetch = CompletableFuture.completedFuture(null);
    private Optional<Long> askedAt = Optional.empty();
    private boolean failing;
    private int waiting;

    /** Ids of keys that the issuer did not publish, and when it was asked; the oldest first. */
    private final Map<String, Long> unknown = new LinkedHashMap<>();

    /** @param clock decides on the age of the keys */
    RemoteKeys(KeySetAddress issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Looks up a key.
     *
     * @param keyId the token's {@code kid}; null names the only key of a set of one
     * @return complete for known keys; otherwise completes within seconds, on another thread, and not exceptionally
     */
    CompletionStage<KeyLookup> find(@Nullable String keyId) {
        long now = clock.millis();
        CompletableFuture<Void> awaited;
        synchronized (this) {
            if (isOlderThan(REFRESH_AGE, now)) {
                fetchIfAllowed(now);
            }
            Optional<KeyLookup> known = known(keyId, now);
            boolean mayWait = !fetch.isDone() && waiting < MAX_WAITING;
            if (known.isPresent() && !(mayWait && isOlderThan(MAX_AGE, now) && !failing)) {
                return CompletableFuture.completedStage(known.get());
            }
            if (known.isEmpty() && fetch.isDone()) {
                fetchIfAllowed(now);
                mayWait = waiting < MAX_WAITING;
            }
            if (fetch.isDone() || !mayWait) {
                return CompletableFuture.completedStage(known.orElseGet(KeyLookup.Unavailable::new));
            }
            waiting++;
            awaited = fetch;
        }
        return awaited.thenApply(done -> afterFetch(keyId, now));
    }

    /** The answer without a request; empty if the issuer may have published the key since the last one. */
    private Optional<KeyLookup> known(@Nullable String keyId, long now) {
        Optional<Algorithm> found = keys.flatMap(set -> set.find(keyId));
        if (found.isPresent()) {
            return found.map(KeyLookup.Found::new);
        }
        boolean cannotExist = keyId == null ? keys.isPresent() : keyId.length() > MAX_KEY_ID_LENGTH;
        return cannotExist || isRemembered(keyId, now) ? Optional.of(new KeyLookup.Unknown()) : Optional.empty();
    }

    private boolean isRemembered(@Nullable String keyId, long now) {
        Long askedThen = unknown.get(keyId);
        return askedThen != null && !hasPassed(UNKNOWN_LIFETIME, askedThen, now);
    }

    private boolean isOlderThan(Duration age, long now) {
        return keys.isPresent() && hasPassed(age, fetchedAt, now);
    }

    /** A clock that was set back counts as time that has passed. */
    private static boolean hasPassed(Duration time, long since, long now) {
        return now < since || now - since >= time.toMillis();
    }

    private void fetchIfAllowed(long now) {
        Duration interval = failing ? RETRY_INTERVAL : MIN_INTERVAL;
        if (fetch.isDone()
                && askedAt.map(then -> hasPassed(interval, then, now)).orElse(true)) {
            askedAt = Optional.of(now);
            fetch = issuer.fetch().handle((set, failure) -> store(now, set, failure));
        }
    }

    private synchronized @Nullable Void store(long now, @Nullable KeySet set, @Nullable Throwable failure) {
        if (set != null) {
            keys = Optional.of(set);
            fetchedAt = now;
        }
        boolean failed = set == null;
        if (failed && !failing) {
            log.atWarn().addKeyValue("cause", cause(failure)).log("token keys out of reach");
        } else if (failing && !failed) {
            log.atInfo().log("token keys within reach again");
        }
        failing = failed;
        return null;
    }

    private static String cause(@Nullable Throwable failure) {
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        return cause == null ? "none" : cause.getClass().getSimpleName();
    }

    private synchronized KeyLookup afterFetch(@Nullable String keyId, long sightedAt) {
        waiting--;
        Optional<Algorithm> found = keys.flatMap(set -> set.find(keyId));
        if (found.isPresent()) {
            return new KeyLookup.Found(found.get());
        }
        // The issuer may have published the key after it was asked.
        if (keys.isEmpty() || failing || fetchedAt < sightedAt) {
            return new KeyLookup.Unavailable();
        }
        if (keyId != null) {
            remember(keyId);
        }
        return new KeyLookup.Unknown();
    }

    private void remember(String keyId) {
        unknown.remove(keyId);
        unknown.put(keyId, fetchedAt);
        if (unknown.size() > MAX_UNKNOWN) {
            Iterator<String> oldestFirst = unknown.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }
}
