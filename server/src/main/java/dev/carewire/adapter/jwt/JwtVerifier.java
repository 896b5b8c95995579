package dev.carewire.adapter.jwt;

import com.auth0.jwk.JwkException;
import com.auth0.jwk.RateLimitReachedException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies HS256, RS256 and ES256 tokens. Each algorithm requires the key configured for it, so a token cannot choose
 * how it is verified. Local keys answer immediately; keys behind a JWKS address are looked up on the executor.
 */
public final class JwtVerifier implements TokenVerifier {

    /** A longer token is rejected unread; the largest of the supported producers stay below 2 KiB. */
    public static final int MAX_TOKEN_LENGTH = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(JwtVerifier.class);
    private static final Set<String> REMOTE_ALGORITHMS = Set.of("RS256", "ES256");

    private final JwtConfig config;
    private final Clock clock;
    private final Executor executor;
    private final Map<String, JWTVerifier> local = new HashMap<>();
    private final Optional<RemoteKeys> remote;

    /**
     * @param clock decides on expiry
     * @param executor runs key lookups, which block for some seconds; may reject tasks
     */
    public JwtVerifier(JwtConfig config, Clock clock, Executor executor) {
        this.config = config;
        this.clock = clock;
        this.executor = executor;
        config.secret()
                .map(secret -> Algorithm.HMAC256(secret.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(algorithm -> local.put(algorithm.getName(), verifierFor(algorithm)));
        config.publicKey()
                .map(PublicKeys::algorithm)
                .ifPresent(algorithm -> local.put(algorithm.getName(), verifierFor(algorithm)));
        remote = config.jwksUrl().map(RemoteKeys::new);
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
            return checkRemotely(remote.get(), decoded);
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

    private CompletionStage<Verification> checkRemotely(RemoteKeys keys, DecodedJWT token) {
        CompletableFuture<Verification> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> answer.complete(lookUp(keys, token)));
        } catch (RejectedExecutionException busy) {
            answer.complete(new Unavailable());
        }
        return answer;
    }

    private Verification lookUp(RemoteKeys keys, DecodedJWT token) {
        try {
            return keys.find(token.getKeyId())
                    .map(algorithm -> algorithm.getName().equals(token.getAlgorithm())
                            ? check(token, verifierFor(algorithm))
                            : new Rejected(Reason.ALGORITHM))
                    .orElseGet(() -> new Rejected(Reason.SIGNATURE));
        } catch (RateLimitReachedException busy) { // clients can trigger this at will, so it is not logged
            return new Unavailable();
        } catch (JwkException | RuntimeException outOfReach) {
            log.atWarn()
                    .addKeyValue("cause", outOfReach.getClass().getSimpleName())
                    .log("token keys out of reach");
            return new Unavailable();
        }
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
