package dev.carewire.adapter.jwt;

import com.auth0.jwk.Jwk;
import com.auth0.jwk.JwkException;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.auth0.jwt.algorithms.Algorithm;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes. At most {@value #MAX_KEYS} are cached, each for an hour. This node sends at most
 * {@value #FETCHES_PER_MINUTE} requests a minute, however many unknown keys tokens name. Any thread; {@link #find}
 * blocks.
 */
final class RemoteKeys {

    private static final int MAX_KEYS = 16;
    private static final int FETCHES_PER_MINUTE = 10;
    private static final Duration CACHE_LIFETIME = Duration.ofHours(1);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;

    private final JwkProvider provider;

    RemoteKeys(URI url) {
        try {
            provider = new JwkProviderBuilder(url.toURL())
                    .cached(MAX_KEYS, CACHE_LIFETIME)
                    .rateLimited(FETCHES_PER_MINUTE, 1, TimeUnit.MINUTES)
                    .timeouts(CONNECT_MILLIS, READ_MILLIS)
                    .build();
        } catch (MalformedURLException malformed) {
            throw new IllegalArgumentException("url: " + url + " (expected: http or https)", malformed);
        }
    }

    /**
     * The algorithm of the key with that id, fetched unless cached.
     *
     * @param keyId the token's {@code kid}; null names the only key of a set of one
     * @return empty if the issuer has no such key, or the key does not sign with RS256 or ES256
     * @throws JwkException if the issuer is unreachable
     */
    Optional<Algorithm> find(@Nullable String keyId) throws JwkException {
        Jwk key;
        try {
            key = provider.get(keyId);
        } catch (SigningKeyNotFoundException unknown) {
            // Unreachable or unreadable key sets arrive as subclasses, or with a cause.
            if (unknown.getClass() == SigningKeyNotFoundException.class && unknown.getCause() == null) {
                return Optional.empty();
            }
            throw unknown;
        }
        if ("enc".equals(key.getUsage())) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKeys.algorithm(key.getPublicKey()));
        } catch (IllegalArgumentException otherKind) {
            return Optional.empty();
        }
    }
}
