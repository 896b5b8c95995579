package dev.carewire.dialect.diagnoxix;

import dev.carewire.command.Caller;
import dev.carewire.dialect.Credentials;
import dev.carewire.http.Authentication;
import dev.carewire.http.Request;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.rate.AddressRateLimiter;
import dev.carewire.rate.KeyedRateLimiter;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates requests to Diagnoxix's endpoints by the token in the {@code Authorization} header, which need not name a tenant. Limits
 * how often each user sends requests. Where the rules trust user ids, a request without that header has no caller and counts for its
 * address.
 */
final class DiagnoxixAuthentication implements Authentication<Optional<Caller>> {

    /** Most users and addresses that are counted at a time. */
    private static final int MAX_SENDERS = 16_384;

    private final Optional<KeyedRateLimiter<Object>> rate;
    private final TokenVerifier tokens;
    private final DiagnoxixRules rules;

    DiagnoxixAuthentication(DiagnoxixRules rules, TokenVerifier tokens, Clock clock) {
        this.rate = rules.requests().map(limit -> new KeyedRateLimiter<>(limit, MAX_SENDERS, clock));
        this.tokens = tokens;
        this.rules = rules;
    }

    private record User(TenantId tenant, String id) {}

    @Override
    public CompletionStage<Outcome<Optional<Caller>>> authenticate(Request request) {
        Optional<String> header = request.header(HttpHeaderNames.AUTHORIZATION);
        Optional<String> token = new Credentials(Optional.empty(), header, Optional.empty()).bearer();
        if (token.isPresent()) {
            return tokens.from(request.remoteAddress())
                    .verify(token.get())
                    .thenApply(Verification::strict)
                    .thenApply(this::outcome);
        }
        return CompletableFuture.completedStage(
                rules.trustUserId() && header.isEmpty()
                        ? limited(AddressRateLimiter.key(request.remoteAddress()), Optional.empty())
                        : new Refused<>(DiagnoxixErrors.tokenRequired(), Fault.NO_VALID_TOKEN));
    }

    @Override
    public Optional<Caller> user(Optional<Caller> caller) {
        return caller;
    }

    private Outcome<Optional<Caller>> outcome(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            Principal principal = verified.principal();
            return limited(
                    new User(principal.tenant(), principal.userId()),
                    Optional.of(new Caller(principal, principal.tenant())));
        }
        return new Refused<>(
                verification instanceof Verification.Unavailable
                        ? DiagnoxixErrors.authenticationUnavailable()
                        : DiagnoxixErrors.invalidToken(),
                Fault.of(verification));
    }

    private Outcome<Optional<Caller>> limited(Object sender, Optional<Caller> caller) {
        return rate.flatMap(limiter -> limiter.tryAcquire(sender))
                .<Outcome<Optional<Caller>>>map(
                        wait -> new Refused<>(DiagnoxixErrors.FORMAT.rateExceeded(wait), Fault.NONE))
                .orElseGet(() -> new Granted<>(caller));
    }
}
