package dev.carewire.adapter.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.IncorrectClaimException;
import com.auth0.jwt.exceptions.MissingClaimException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.Reason;
import dev.carewire.identity.Verification.Rejected;
import dev.carewire.identity.Verification.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Verifies HS256, RS256 and ES256 tokens. Each algorithm requires the key configured for it, so a token cannot choose
 * how it is verified. Tokens of known keys are verified immediately; unknown keys are looked up at the JWKS address, if there is one.
 */
public final class JwtVerifier implements TokenVerifier {

    /** A longer token is rejected unread; the largest of the supported producers stay below 2 KiB. */
    public static final int MAX_TOKEN_LENGTH = 8 * 1024;

    private static final Duration WARM_UP_VALIDITY = Duration.ofMinutes(1);
    private static final Set<String> REMOTE_ALGORITHMS = Set.of("RS256", "ES256");

    private final JwtConfig config;
    private final Clock clock;
    private final Map<String, JWTVerifier> local = new HashMap<>();
    private final Optional<RemoteKeys> remote;

    /** @param clock decides on expiry, and on the age of an issuer's keys */
    public JwtVerifier(JwtConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        config.secret()
                .map(secret -> Algorithm.HMAC256(secret.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(algorithm -> local.put(algorithm.getName(), verifierFor(algorithm)));
        config.publicKey()
                .map(PublicKeys::algorithm)
                .ifPresent(algorithm -> local.put(algorithm.getName(), verifierFor(algorithm)));
        remote = config.jwksUrl().map(url -> new RemoteKeys(new KeySetAddress(url), clock));
    }

    /**
     * Verifies a token of its own with each algorithm that the configuration allows. The Java runtime loads the classes
     * for it now: without a free file descriptor it could not, and would never try again.
     */
    public void warmUp() {
        WarmUpKeys.algorithms(config.publicKey().isPresent() || remote.isPresent())
                .forEach(algorithm -> {
                    String token = JWT.create()
                            .withSubject("warm-up")
                            .withClaim("role", "nurse")
                            .withExpiresAt(clock.instant().plus(WARM_UP_VALIDITY))
                            .sign(algorithm);
                    check(JWT.decode(token), verifierFor(algorithm));
                });
    }

    @Override
    public CompletionStage<Verification> verify(String token) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return rejected(Reason.MALFORMED);
        }
        DecodedJWT decoded;
        try {
            decoded = JWT.decode(token);
        } catch (RuntimeException malformed) { // also times that no calendar can represent
            return rejected(Reason.MALFORMED);
        }
        if (!decoded.getHeaderClaim("crit").isMissing()) { // critical extensions are not supported
            return rejected(Reason.MALFORMED);
        }
        String algorithm = Optional.ofNullable(decoded.getAlgorithm()).orElse("none");
        JWTVerifier checks = local.get(algorithm);
        if (checks != null) {
            return CompletableFuture.completedFuture(check(decoded, checks));
        }
        if (remote.isPresent() && REMOTE_ALGORITHMS.contains(algorithm)) {
            return remote.get().find(decoded.getKeyId()).thenApply(key -> check(decoded, key));
        }
        return rejected(Reason.ALGORITHM);
    }

    private static CompletionStage<Verification> rejected(Reason reason) {
        return CompletableFuture.completedFuture(new Rejected(reason));
    }

    private JWTVerifier verifierFor(Algorithm algorithm) {
        JWTVerifier.BaseVerification checks = (JWTVerifier.BaseVerification)
                JWT.require(algorithm).acceptLeeway(config.clockSkew().toSeconds());
        config.issuer().ifPresent(checks::withIssuer);
        config.audience().ifPresent(checks::withAudience);
        return checks.build(clock);
    }

    private Verification check(DecodedJWT token, KeyLookup key) {
        if (key instanceof KeyLookup.Found found) {
            return found.algorithm().getName().equals(token.getAlgorithm())
                    ? check(token, verifierFor(found.algorithm()))
                    : new Rejected(Reason.ALGORITHM);
        }
        return key instanceof KeyLookup.Unknown ? new Rejected(Reason.SIGNATURE) : new Unavailable();
    }

    private Verification check(DecodedJWT token, JWTVerifier checks) {
        try {
            return TokenClaims.read(checks.verify(token), config.claims());
        } catch (SignatureVerificationException forged) {
            return new Rejected(Reason.SIGNATURE);
        } catch (TokenExpiredException expired) {
            return new Rejected(Reason.EXPIRED);
        } catch (MissingClaimException missing) {
            return new Rejected(reason(missing.getClaimName()));
        } catch (IncorrectClaimException wrong) {
            return new Rejected(reason(wrong.getClaimName()));
        } catch (RuntimeException malformed) { // other faults of a signed but malformed token
            return new Rejected(Reason.MALFORMED);
        }
    }

    private static Reason reason(String claim) {
        return switch (claim) {
            case "iss", "aud" -> Reason.WRONG_PARTY;
            case "nbf", "iat" -> Reason.NOT_YET_VALID;
            default -> Reason.MALFORMED;
        };
    }
}
