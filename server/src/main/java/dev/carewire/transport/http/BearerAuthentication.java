package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds out who sends a request: by the token in {@code Authorization: Bearer …}, else in the cookie {@value #COOKIE}. A
 * browser adds a cookie to whatever any page sends, so with a cookie only a page of an allowed origin may change anything.
 * The cookie is the clinic front end's, whose tokens need not say a role: who is in none is staff, as on its sockets.
 */
public final class BearerAuthentication {

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

    /** Never blocks; the stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Outcome> authenticate(Request request) {
        return authenticate(
                request,
                principal -> principal
                        .tenant()
                        .<Outcome>map(tenant -> new Granted(new Caller(principal, tenant)))
                        .orElseGet(() -> new Refused(HttpErrors.tenantRequired())));
    }

    /** As {@link #authenticate} does; users whose token names no clinic are taken for users of {@link TenantId#DEFAULT}. */
    CompletionStage<Outcome> authenticateUser(Request request) {
        return authenticate(
                request,
                principal ->
                        new Granted(new Caller(principal, principal.tenant().orElse(TenantId.DEFAULT))));
    }

    private CompletionStage<Outcome> authenticate(Request request, Function<Principal, Outcome> admission) {
        Optional<String> bearer = bearer(request);
        Optional<String> token = bearer.or(() -> cookie(request));
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(new Refused(HttpErrors.tokenRequired()));
        }
        if (bearer.isEmpty() && !SAFE_METHODS.contains(request.method()) && !passesCsrfCheck(request)) {
            return CompletableFuture.completedStage(new Refused(HttpErrors.originNotAllowed()));
        }
        UnaryOperator<Principal> roles = bearer.isEmpty() ? Principal::withDefaultStaffRole : UnaryOperator.identity();
        return tokens.verify(token.get()).thenApply(verification -> outcome(verification, roles, admission));
    }

    private static Outcome outcome(
            Verification verification, UnaryOperator<Principal> roles, Function<Principal, Outcome> admission) {
        if (verification instanceof Verification.Verified verified) {
            if (verified.standing() == Verification.AccountStanding.PASSWORD_RESET_REQUIRED) {
                return new Refused(HttpErrors.passwordResetRequired());
            }
            return admission.apply(roles.apply(verified.principal()));
        }
        return new Refused(
                verification instanceof Verification.Unavailable
                        ? HttpErrors.authenticationUnavailable()
                        : HttpErrors.invalidToken());
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
        return request.header("sec-fetch-site")
                .map(site -> TRUSTED_FETCH_SITES.contains(site.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /** What became of it. */
    sealed interface Outcome {}

    record Granted(Caller caller) implements Outcome {}

    /** @param response what the client is told */
    record Refused(Response response) implements Outcome {}
}
