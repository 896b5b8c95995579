package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Credentials;
import dev.carewire.http.Authentication;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.rate.AddressRateLimiter;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates requests to Diagnoxix's endpoints by the token in the {@code Authorization} header, which need not name a tenant, and
 * limits the requests of an address. Where the rules trust user ids, a request without that header has no caller.
 */
final class DiagnoxixAuthentication implements Authentication<Optional<Caller>> {

    private final AddressRateLimiter rate;
    private final TokenVerifier tokens;
    private final DiagnoxixRules rules;

    DiagnoxixAuthentication(DiagnoxixRules rules, TokenVerifier tokens, Clock clock) {
        this.rate = new AddressRateLimiter(rules.requests(), clock);
        this.tokens = tokens;
        this.rules = rules;
    }

    @Override
    public CompletionStage<Outcome<Optional<Caller>>> authenticate(Request request) {
        if (!rate.tryAcquire(request.remoteAddress())) {
            return refused(DiagnoxixErrors.tooManyRequests());
        }
        Optional<String> header = request.header(HttpHeaderNames.AUTHORIZATION);
        Optional<String> token = new Credentials(Optional.empty(), header, Optional.empty()).bearer();
        if (token.isPresent()) {
            return tokens.verify(token.get())
                    .thenApply(Verification::strict)
                    .thenApply(DiagnoxixAuthentication::outcome);
        }
        return rules.trustUserId() && header.isEmpty()
                ? CompletableFuture.completedStage(new Granted<>(Optional.empty()))
                : refused(DiagnoxixErrors.tokenRequired());
    }

    @Override
    public Optional<Caller> user(Optional<Caller> caller) {
        return caller;
    }

    private static Outcome<Optional<Caller>> outcome(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal();
            return new Granted<>(Optional.of(new Caller(principal, principal.tenant())));
        }
        return new Refused<>(
                verification instanceof Verification.Unavailable
                        ? DiagnoxixErrors.authenticationUnavailable()
                        : DiagnoxixErrors.invalidToken());
    }

    private static CompletionStage<Outcome<Optional<Caller>>> refused(Response response) {
        return CompletableFuture.completedStage(new Refused<>(response));
    }
}
