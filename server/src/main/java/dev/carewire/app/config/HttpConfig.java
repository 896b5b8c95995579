package dev.carewire.app.config;

import dev.carewire.rate.RequestLimits;
import java.util.Optional;

/**
 * The HTTP interface.
 *
 * @param maxBody bytes of one request's body
 * @param requests how often clients may send requests
 * @param metricsTenants clinics with a series of their own in the metrics
 * @param metricsToken the bearer token that reads the metrics; empty: no metrics are served
 */
public record HttpConfig(int maxBody, RequestLimits requests, int metricsTenants, Optional<String> metricsToken) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "HttpConfig[maxBody=" + maxBody + ", requests=" + requests + ", metricsTenants=" + metricsTenants
                + ", metricsToken=" + metricsToken.map(token -> "***").orElse("none") + "]";
    }
}
