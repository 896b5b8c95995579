package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Credentials;
import dev.carewire.http.Endpoint;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.transport.session.AddressRate;
import dev.carewire.transport.session.ConnectLimits;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks before Diagnoxix's endpoints: a rate limit per address, and a token in the {@code Authorization} header,
 * which need not name a tenant. Any thread; never blocks.
 */
final class DiagnoxixGate {

    private static final Logger log = LoggerFactory.getLogger(DiagnoxixGate.class);

    private final AddressRate rate;
    private final TokenVerifier tokens;
    private final boolean trustUserId;
    private final Executor workers;

    /**
     * A gate that has counted no requests.
     *
     * @param limits requests of one address
     * @param trustUserId whether the endpoints handle requests without a token
     * @param workers threads that may block; rejects when saturated
     */
    DiagnoxixGate(ConnectLimits limits, TokenVerifier tokens, boolean trustUserId, Executor workers, Clock clock) {
        this.rate = new AddressRate(limits, clock);
        this.tokens = tokens;
        this.trustUserId = trustUserId;
        this.workers = workers;
    }

    /** Answers on a worker; the caller is empty without a token. */
    @FunctionalInterface
    interface GuardedEndpoint {
        Response answer(Optional<Caller> caller, Request request) throws MalformedJsonException;
    }

    Endpoint guard(GuardedEndpoint endpoint) {
        return (Endpoint.Deferred) request -> answer(endpoint, request);
    }

    private CompletionStage<Response> answer(GuardedEndpoint endpoint, Request request) {
        if (!rate.admits(request.remoteAddress())) {
            return CompletableFuture.completedStage(DiagnoxixErrors.tooManyRequests());
        }
        Optional<String> header = request.header(HttpHeaderNames.AUTHORIZATION);
        Optional<String> token = new Credentials(Optional.empty(), header, Optional.empty()).bearer();
        if (token.isPresent()) {
            return tokens.verify(token.get())
                    .thenApply(Verification::strict)
                    .thenCompose(verification -> answer(endpoint, verification, request));
        }
        return trustUserId && header.isEmpty()
                ? onWorker(endpoint, Optional.empty(), request)
                : CompletableFuture.completedStage(DiagnoxixErrors.tokenRequired());
    }

    private CompletionStage<Response> answer(GuardedEndpoint endpoint, Verification verification, Request request) {
        if (verification instanceof Verification.Verified verified) {
            TenantId tenant = verified.principal().tenant().orElse(TenantId.DEFAULT);
            return onWorker(endpoint, Optional.of(new Caller(verified.principal(), tenant)), request);
        }
        return CompletableFuture.completedStage(
                verification instanceof Verification.Unavailable
                        ? DiagnoxixErrors.authenticationUnavailable()
                        : DiagnoxixErrors.invalidToken());
    }

    private CompletionStage<Response> onWorker(GuardedEndpoint endpoint, Optional<Caller> caller, Request request) {
        try {
            return CompletableFuture.supplyAsync(() -> guarded(endpoint, caller, request), workers);
        } catch (RejectedExecutionException saturated) {
            return CompletableFuture.completedStage(DiagnoxixErrors.overloaded());
        }
    }

    private static Response guarded(GuardedEndpoint endpoint, Optional<Caller> caller, Request request) {
        try {
            return endpoint.answer(caller, request);
        } catch (RejectedException refusal) {
            return DiagnoxixErrors.of(refusal);
        } catch (MalformedJsonException malformed) {
            return DiagnoxixErrors.malformedJson();
        } catch (RuntimeException | Error bug) {
            log.atError().addKeyValue("request", request.id()).setCause(bug).log("request failed");
            return DiagnoxixErrors.internal();
        }
    }
}
