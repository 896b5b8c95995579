package dev.carewire.adapter.jwt;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Defines which tokens are trusted. At least one key source is set. A secret and one source of public keys may coexist;
 * each serves its own algorithms only.
 *
 * @param secret shared secret of HS256, at least {@value #MIN_SECRET_BYTES} bytes in UTF-8
 * @param publicKey RSA key of RS256 or P-256 key of ES256, see {@link PublicKeys}
 * @param jwksUrl where the issuer publishes its keys for RS256 and ES256; http or https
 * @param issuer the required {@code iss}; empty = not checked
 * @param audience the required {@code aud}; empty = not checked
 * @param claims the meaning of claims that systems omit or use differently
 * @param clockSkew largest deviation of the issuer's clock, 0 to 5 minutes, in whole seconds
 */
public record JwtConfig(
        Optional<String> secret,
        Optional<PublicKey> publicKey,
        Optional<URI> jwksUrl,
        Optional<String> issuer,
        Optional<String> audience,
        ClaimRules claims,
        Duration clockSkew) {

    /** A shorter secret can be guessed from one token. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    public JwtConfig {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(claims, "claims");
        if (secret.isEmpty() && publicKey.isEmpty() && jwksUrl.isEmpty()) {
            throw new IllegalArgumentException("keys: none (expected: a secret, a public key or a JWKS address)");
        }
        if (publicKey.isPresent() && jwksUrl.isPresent()) {
            throw new IllegalArgumentException("keys: both a public key and a JWKS address (expected: one of them)");
        }
        secret.filter(JwtConfig::isWeak).ifPresent(weak -> {
            throw new IllegalArgumentException("secret: " + weak.getBytes(StandardCharsets.UTF_8).length
                    + " bytes (expected: at least " + MIN_SECRET_BYTES + ")");
        });
        publicKey.ifPresent(PublicKeys::algorithm);
        jwksUrl.ifPresent(JwtConfig::requireHttp);
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("clockSkew: " + clockSkew + " (expected: 0..5m)");
        }
    }

    /** Whether {@code secret} is too short for signing. */
    public static boolean isWeak(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES;
    }

    private static void requireHttp(URI url) {
        try {
            if (!url.toURL().getProtocol().startsWith("http") || url.getHost() == null) {
                throw new IllegalArgumentException("jwksUrl: " + url + " (expected: http or https)");
            }
        } catch (MalformedURLException malformed) {
            throw new IllegalArgumentException("jwksUrl: " + url + " (expected: http or https)", malformed);
        }
    }

    /** Names the key sources, without the secret. */
    @Override
    public String toString() {
        return "JwtConfig[secret=" + (secret.isPresent() ? "***" : "none")
                + ", publicKey=" + publicKey.map(PublicKey::getAlgorithm).orElse("none")
                + ", jwksUrl=" + jwksUrl.map(URI::toString).orElse("none")
                + ", issuer=" + issuer.orElse("any")
                + ", audience=" + audience.orElse("any")
                + ", clockSkew=" + clockSkew + "]";
    }
}
