package dev.carewire.app.config;

import java.util.Optional;

/**
 * The HTTP interface.
 *
 * @param maxBody bytes of one request's body
 * @param metricsToken the bearer token that reads the metrics; empty: no metrics are served
 */
public record HttpConfig(int maxBody, Optional<String> metricsToken) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "HttpConfig[maxBody=" + maxBody + ", metricsToken="
                + metricsToken.map(token -> "***").orElse("none") + "]";
    }
}
