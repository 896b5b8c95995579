package dev.carewire.idempotency;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Stores the answers of requests by their idempotency keys. Blocks; never on an event loop. */
public interface IdempotencyKeys {

    /**
     * Claims a key for a request in the transaction open on this thread. The claim ends with that transaction's rollback, with
     * {@link #complete} or with {@link #release}. Waits for a concurrent transaction that claims the same key, for at
     * most two seconds.
     *
     * @param at the present time
     * @param validity decides which earlier claims still count
     * @throws KeyInUseException if the other transaction did not end in time; the open transaction cannot continue then
     */
    Claim claim(IdempotencyKey key, RequestFingerprint request, Instant at, Validity validity);

    /** The answer under a key; empty if there is none yet, or if it has expired. Waits for no other transaction. */
    Optional<Answered> find(IdempotencyKey key, Validity validity);

    /** Stores the answer of a claimed key. Joins the transaction open on this thread. */
    void complete(IdempotencyKey key, KeptAnswer answer);

    /** Frees a claimed key without an answer. Joins the transaction open on this thread. */
    void release(IdempotencyKey key);

    /**
     * Deletes keys that were claimed before {@code moment}.
     *
     * @param most 1 or more
     * @return the number of deleted keys
     */
    int deleteClaimedBefore(Instant moment, int most);

    /**
     * Which claims count.
     *
     * @param answeredSince an answer counts if its key was claimed then or later
     * @param runningSince a committed claim without an answer counts if it was made then or later; its node has died otherwise
     */
    record Validity(Instant answeredSince, Instant runningSince) {

        public Validity {
            Objects.requireNonNull(answeredSince, "answeredSince");
            Objects.requireNonNull(runningSince, "runningSince");
        }
    }

    /** The outcome of an attempt to claim a key. */
    sealed interface Claim {}

    /** The request is the first under its key and must run now. */
    record Claimed() implements Claim {}

    /**
     * A request under this key has been answered.
     *
     * @param request the request that was answered
     */
    record Answered(RequestFingerprint request, KeptAnswer answer) implements Claim {

        public Answered {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /** A request under this key is running, perhaps on another node. */
    record Running() implements Claim {}

    /** Another transaction holds the key for longer than a request waits. */
    final class KeyInUseException extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** @param cause the failure of the statement that waited */
        public KeyInUseException(Throwable cause) {
            super("idempotency key held by another transaction", cause);
        }
    }
}
