package dev.carewire.adapter.jwt;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Signs HS256 tokens with the claim names that every supported client family reads. Any thread; never blocks. */
public final class JwtIssuer {

    private final Algorithm algorithm;
    private final JwtConfig config;
    private final Clock clock;

    /**
     * @param config its secret signs; its issuer and audience become claims of each token
     * @throws IllegalArgumentException if there is no secret
     */
    public JwtIssuer(JwtConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.algorithm = Algorithm.HMAC256(config.secret()
                .orElseThrow(() -> new IllegalArgumentException("secret: none (expected: one to sign with)"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A compact token, valid from now on.
     *
     * @param userId not blank
     * @param name display name; empty = the user id
     * @param validity longer than zero
     */
    public String issue(String userId, TenantId tenant, Role role, Optional<String> name, Duration validity) {
        if (userId.isBlank()) {
            throw new IllegalArgumentException("userId: blank (expected: an id)");
        }
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("validity: " + validity + " (expected: > 0)");
        }
        Instant now = clock.instant();
        JWTCreator.Builder token = JWT.create()
                .withSubject(userId)
                .withClaim("id", userId)
                .withClaim("userId", userId)
                .withClaim("tenantId", tenant.value())
                .withClaim("role", role.claim())
                .withClaim("fullName", name.orElse(userId))
                .withIssuedAt(now)
                .withExpiresAt(now.plus(validity))
                .withJWTId(UUID.randomUUID().toString());
        config.issuer().ifPresent(token::withIssuer);
        config.audience().ifPresent(token::withAudience);
        return token.sign(algorithm);
    }
}
