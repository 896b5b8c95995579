package dev.carewire.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach Redis.
 *
 * @param timeout how long connecting and each answer may take, 100 ms to 1 min; default 5 s. The client regards a connection without
 *     an answer for so long as interrupted
 * @param certificates certificates in PEM that TLS trusts; default those of the Java runtime
 */
public record RedisConfig(RedisAddress address, Duration timeout, Optional<Path> certificates) {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    public RedisConfig {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(certificates, "certificates");
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: 100 ms to 1 min)");
        }
    }
}
