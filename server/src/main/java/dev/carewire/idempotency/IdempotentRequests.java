package dev.carewire.idempotency;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.RejectedException;
import dev.carewire.http.Response;
import dev.carewire.idempotency.IdempotencyKeys.Answered;
import dev.carewire.idempotency.IdempotencyKeys.Claim;
import dev.carewire.idempotency.IdempotencyKeys.KeyInUseException;
import dev.carewire.idempotency.IdempotencyKeys.Running;
import dev.carewire.idempotency.IdempotencyKeys.Validity;
import dev.carewire.idempotency.RunningKeys.Permit;
import dev.carewire.json.MalformedJsonException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a request once per idempotency key, and answers its repetitions for {@link #LIFETIME}. A request's changes, its key and its answer
 * are committed together: a crash leaves all of them or none. Any thread; blocks.
 */
public final class IdempotentRequests {

    /** How long an answer is kept. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /**
     * How long a request without a transaction of its own keeps its key after its node died. Longer than any such
     * request takes.
     */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** How long a request over a socket waits for a running one under its key; the database waits as long. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** Keys that one statement of {@link #sweep} deletes. */
    private static final int SWEEP_BATCH_SIZE = 1_000;

    private final IdempotencyKeys keys;
    private final Transactions transactions;
    private final Clock clock;
    private final KeyAllowance allowance;
    private final RunningKeys running;

    /** Requests whose answers {@code keys} stores. */
    public IdempotentRequests(IdempotencyKeys keys, Transactions transactions, KeyLimits limits, Clock clock) {
        this(keys, transactions, clock, new KeyAllowance(limits, LIFETIME, clock), new RunningKeys());
    }

    private IdempotentRequests(
            IdempotencyKeys keys, Transactions transactions, Clock clock, KeyAllowance allowance, RunningKeys running) {
        this.keys = keys;
        this.transactions = transactions;
        this.clock = clock;
        this.allowance = allowance;
        this.running = running;
    }

    /** The same requests, whose transactions are those of {@code others}. */
    public IdempotentRequests in(Transactions others) {
        return new IdempotentRequests(keys, others, clock, allowance, running);
    }

    /** The work of a request. */
    @FunctionalInterface
    public interface Work {

        /**
         * Answers the request. All changes join the transaction open on this thread.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         * @throws MalformedJsonException if the body is not JSON
         */
        Response run() throws MalformedJsonException;
    }

    /**
     * Answers a request: runs {@code work}, or repeats the answer of the first request under the key. A concurrent request under
     * the key, and another request under it, receive a conflict.
     *
     * @param fingerprint distinguishes the request from another one
     */
    public Response answer(KeyedRequest request, RequestFingerprint fingerprint, Work work) {
        return answer(request, fingerprint, work, tryBegin(request));
    }

    /** Like {@link #answer}, but a request waits up to {@link #MAX_WAIT} for a running one under its key. */
    Response answerInTurn(KeyedRequest request, RequestFingerprint fingerprint, Work work) {
        return answer(request, fingerprint, work, running.begin(request.key(), MAX_WAIT));
    }

    private Response answer(KeyedRequest request, RequestFingerprint fingerprint, Work work, Optional<Permit> permit) {
        if (permit.isEmpty()) {
            return Answers.stillRunning(request.failures());
        }
        try {
            return answerAlone(request, fingerprint, work);
        } finally {
            permit.get().close();
        }
    }

    /** The permit to run a request on this node; empty while another request under its key has it. */
    Optional<Permit> tryBegin(KeyedRequest request) {
        return running.tryBegin(request.key());
    }

    /** {@link #answer} for a caller that has the permit. */
    Response answerAlone(KeyedRequest request, RequestFingerprint fingerprint, Work work) {
        try {
            return inClaim(request, fingerprint, () -> {
                Optional<Response> excess = excess(request);
                return excess.isPresent() ? excess.get() : run(request, work);
            });
        } catch (RejectedException refusal) {
            // Thrown through the transaction, so that nothing of the work remains.
            Response response = request.failures().of(refusal);
            return Answers.isKept(response) && !refusal.isPassing()
                    ? inClaim(request, fingerprint, () -> response)
                    : response;
        }
    }

    private static Response run(KeyedRequest request, Work work) {
        try {
            return work.run();
        } catch (MalformedJsonException malformed) {
            return request.failures().malformedJson();
        }
    }

    /** Claims the key, answers and settles the claim, in one transaction. */
    private Response inClaim(KeyedRequest request, RequestFingerprint fingerprint, Supplier<Response> answer) {
        try {
            return transactions.inTransaction(() -> earlierAnswer(request, fingerprint, claim(request, fingerprint))
                    .orElseGet(() -> settled(request, answer.get())));
        } catch (KeyInUseException onAnotherNode) {
            return Answers.stillRunning(request.failures());
        }
    }

    private Claim claim(KeyedRequest request, RequestFingerprint fingerprint) {
        return keys.claim(request.key(), fingerprint, clock.instant(), validity());
    }

    private static Optional<Response> earlierAnswer(KeyedRequest request, RequestFingerprint fingerprint, Claim claim) {
        if (claim instanceof Answered earlier) {
            return Optional.of(Answers.repeated(earlier, fingerprint, request.failures()));
        }
        return claim instanceof Running ? Optional.of(Answers.stillRunning(request.failures())) : Optional.empty();
    }

    private Optional<Response> excess(KeyedRequest request) {
        return allowance
                .tryUse(request.key(), request.sender())
                .map(wait -> request.failures()
                        .of(RejectedException.tooManyRequests(
                                KeyHeader.NAME + ": too many new ones in 24 hours", wait)));
    }

    /**
     * Claims the key in a transaction of its own, for a request whose answer follows after this call. The caller has the permit and calls
     * {@link #settled} with the answer.
     *
     * @return the answer, if the request must not run
     */
    Optional<Response> claimAhead(KeyedRequest request, RequestFingerprint fingerprint) {
        try {
            return transactions.inTransaction(() -> earlierAnswer(request, fingerprint, claim(request, fingerprint))
                    .or(() -> excess(request).map(excess -> settled(request, excess))));
        } catch (KeyInUseException onAnotherNode) {
            return Optional.of(Answers.stillRunning(request.failures()));
        }
    }

    /** Keeps the answer of a claimed key, or frees the key if a repeated request must run. Returns the answer. */
    Response settled(KeyedRequest request, Response response) {
        if (Answers.isKept(response)) {
            keys.complete(request.key(), Answers.kept(response));
        } else {
            keys.release(request.key());
        }
        return response;
    }

    /** Whether a request under this key has been answered. */
    boolean isAnswered(KeyedRequest request) {
        return keys.find(request.key(), validity()).isPresent();
    }

    private Validity validity() {
        Instant now = clock.instant();
        return new Validity(now.minus(LIFETIME), now.minus(LEASE));
    }

    /** Deletes at most {@value #SWEEP_BATCH_SIZE} expired keys. Call every few seconds. */
    public void sweep() {
        keys.deleteClaimedBefore(clock.instant().minus(LIFETIME), SWEEP_BATCH_SIZE);
    }
}
