package dev.carewire.transport.http;

import dev.carewire.command.Caller;
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
 * Finds out who sends a request: by the token in {@code Authorization: Bearer …}, else in the cookie {@value #COOKIE}. A
 * browser adds a cookie to whatever any page sends, so with a cookie only a page of an allowed origin may change anything.
 */
public final class BearerAuthentication {

    /** The cookie of the clinic front end. */
    static final String COOKIE = "session";

    private static final String SCHEME = "bearer ";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final Set<String> HARMLESS_FETCH_SITES = Set.of("same-origin", "none");

    private final TokenVerifier tokens;
    private final OriginPolicy origins;

    public BearerAuthentication(TokenVerifier tokens, OriginPolicy origins) {
        this.tokens = tokens;
        this.origins = origins;
    }

    /** Never blocks; the stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Outcome> authenticate(Request request) {
        Optional<String> bearer = bearer(request);
        Optional<String> token = bearer.or(() -> cookie(request));
        if (token.isEmpty()) {
            return CompletableFuture.completedStage(new Refused(HttpErrors.tokenRequired()));
        }
        if (bearer.isEmpty() && !READING.contains(request.method()) && !mayActWithCookie(request)) {
            return CompletableFuture.completedStage(new Refused(HttpErrors.foreignOrigin()));
        }
        return tokens.verify(token.get()).thenApply(BearerAuthentication::outcome);
    }

    private static Outcome outcome(Verification verification) {
        if (verification instanceof Verification.Verified verified) {
            if (verified.standing() == Verification.Standing.PASSWORD_RESET_REQUIRED) {
                return new Refused(HttpErrors.passwordResetRequired());
            }
            Principal principal = verified.principal();
            return principal
                    .tenant()
                    .<Outcome>map(tenant -> new Granted(new Caller(principal, tenant)))
                    .orElseGet(() -> new Refused(HttpErrors.tenantRequired()));
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

    private boolean mayActWithCookie(Request request) {
        Optional<String> origin = request.header(HttpHeaderNames.ORIGIN);
        if (origin.isPresent()) {
            return origins.allows(origin.get(), request.header(HttpHeaderNames.HOST));
        }
        return request.header("sec-fetch-site")
                .map(site -> HARMLESS_FETCH_SITES.contains(site.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /** What became of it. */
    sealed interface Outcome {}

    record Granted(Caller caller) implements Outcome {}

    /** @param response what the client is told */
    record Refused(Response response) implements Outcome {}
}
