package dev.carewire.idempotency;

import dev.carewire.command.RejectedException;
import dev.carewire.http.Response;
import dev.carewire.idempotency.RunningKeys.Permit;
import dev.carewire.json.MalformedJsonException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs requests whose answers follow later once per idempotency key. They change nothing in the database, so the key is claimed
 * before the work and its answer stored after it. A crash in between frees the key after {@link IdempotentRequests#LEASE}.
 */
final class DeferredRequests {

    private static final Logger log = LoggerFactory.getLogger(DeferredRequests.class);

    private final IdempotentRequests requests;
    private final Executor workers;

    /** @param workers store the answers; threads that may block, rejects when saturated */
    DeferredRequests(IdempotentRequests requests, Executor workers) {
        this.requests = requests;
        this.workers = workers;
    }

    /** The work of a request. */
    @FunctionalInterface
    interface Work {
        CompletionStage<Response> run() throws MalformedJsonException;
    }

    /** {@link IdempotentRequests#answer}, on a worker. The stage completes on any thread, not exceptionally. */
    CompletionStage<Response> answer(KeyedRequest request, RequestFingerprint fingerprint, Work work) {
        Optional<Permit> permit = requests.tryBegin(request);
        if (permit.isEmpty()) {
            return CompletableFuture.completedStage(Answers.stillRunning(request.failures()));
        }
        CompletionStage<Response> answered;
        try {
            answered = answerAlone(request, fingerprint, work);
        } catch (RuntimeException failed) {
            permit.get().close();
            throw failed;
        }
        return answered.whenComplete((response, none) -> permit.get().close());
    }

    private CompletionStage<Response> answerAlone(KeyedRequest request, RequestFingerprint fingerprint, Work work) {
        Optional<Response> earlier = requests.claimAhead(request, fingerprint);
        return earlier.isPresent()
                ? CompletableFuture.completedStage(earlier.get())
                : run(request, work).thenCompose(response -> settle(request, response));
    }

    private CompletionStage<Response> run(KeyedRequest request, Work work) {
        try {
            return work.run();
        } catch (RejectedException refusal) {
            return CompletableFuture.completedStage(request.failures().of(refusal));
        } catch (MalformedJsonException malformed) {
            return CompletableFuture.completedStage(request.failures().malformedJson());
        } catch (RuntimeException bug) {
            requests.settled(request, request.failures().internal());
            throw bug;
        }
    }

    /** The client receives its answer even if no worker is free to store it; its key then stays claimed for the lease. */
    private CompletionStage<Response> settle(KeyedRequest request, Response response) {
        Supplier<Response> settled = () -> requests.settled(request, response);
        try {
            return CompletableFuture.supplyAsync(settled, workers).exceptionally(notStored -> {
                log.atError().setCause(notStored).log("answer not kept for a repeated request");
                return response;
            });
        } catch (RejectedExecutionException saturated) {
            log.atWarn().log("answer not kept for a repeated request: no worker is free");
            return CompletableFuture.completedStage(response);
        }
    }
}
