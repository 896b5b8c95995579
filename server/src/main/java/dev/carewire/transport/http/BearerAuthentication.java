package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.http.Authentication;
import dev.carewire.http.Authentication.Granted;
import dev.carewire.http.Authentication.Outcome;
import dev.carewire.http.Authentication.Refused;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates requests by the token in {@code Authorization: Bearer …}, else in the cookie {@value #COOKIE}. Browsers
 * add the cookie to requests from any page. A request with a cookie may therefore only change data if its page has an
 * allowed origin. The cookie does not count at all on requests of a page of another site. The routes serve the clinic front
 * end, too, whose tokens may omit the role: {@link TokenVerifier#verifyWithDefaultStaffRole} applies, as on its sockets.
 */
public final class BearerAuthentication implements Authentication<Caller> {

    /** The cookie of the clinic front end. */
    static final String COOKIE = "session";

    private static final String SCHEME = "bearer ";

    private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final Set<String> TRUSTED_FETCH_SITES = Set.of("same-origin", "none");

    private final TokenVerifier tokens;
    private final OriginPolicy origins;

    public BearerAuthentication(TokenVerifier tokens, OriginPolicy origins) {
        this.tokens = tokens;
        this.origins = origins;
    }

    @Override
    public CompletionStage<Outcome<Caller>> authenticate(Request request) {
        Optional<String> bearer = bearer(request);
        Optional<String> cookie = bearer.isPresent() ? Optional.empty() : cookie(request);
        if (cookie.isPresent() && !SAFE_METHODS.contains(request.method()) && !passesCsrfCheck(request)) {
            return CompletableFuture.completedStage(new Refused<>(HttpErrors.originNotAllowed(), Fault.NO_VALID_TOKEN));
        }
        Optional<String> token = bearer.or(() -> cookie.filter(present -> origins.trustsCookies(
                request.header(OriginPolicy.FETCH_SITE), request.header(HttpHeaderNames.ORIGIN))));
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(new Refused<>(HttpErrors.tokenRequired(), Fault.NO_VALID_TOKEN));
        }
        return tokens.from(request.remoteAddress())
                .verifyWithDefaultStaffRole(token.get())
                .thenApply(BearerAuthentication::outcome);
    }

    @Override
    public Optional<Caller> user(Caller caller) {
        return Optional.of(caller);
    }

    private static Outcome<Caller> outcome(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            if (verified.standing() == Verification.AccountStanding.PASSWORD_RESET_REQUIRED) {
                return new Refused<>(HttpErrors.passwordResetRequired(), Fault.NONE);
            }
            Principal principal = verified.principal();
            return new Granted<>(new Caller(principal, principal.tenant()));
        }
        return new Refused<>(
                verification instanceof Verification.Unavailable
                        ? HttpErrors.authenticationUnavailable()
                        : HttpErrors.invalidToken(),
                Fault.of(verification));
    }

    private static Optional<String> bearer(Request request) {
        return request.header(HttpHeaderNames.AUTHORIZATION)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private static Optional<String> cookie(Request request) {
        return request.header(HttpHeaderNames.COOKIE)
                .flatMap(header -> ServerCookieDecoder.LAX.decodeAll(header).stream()
                        .filter(cookie ->
                                cookie.name().equals(COOKIE) && !cookie.value().isBlank())
                        .map(cookie -> cookie.value())
                        .findFirst());
    }

    private boolean passesCsrfCheck(Request request) {
        Optional<String> origin = request.header(HttpHeaderNames.ORIGIN);
        if (origin.isPresent()) {
            return origins.allows(origin.get(), request.header(HttpHeaderNames.HOST));
        }
        return request.header(OriginPolicy.FETCH_SITE)
                .map(site -> TRUSTED_FETCH_SITES.contains(site.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }
}
