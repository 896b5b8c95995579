package dev.carewire.app.config;

import java.util.Optional;

/**
 * The HTTP interface.
 *
 * @param maxBody bytes of one request's body
 * @param incomingBodies bytes of all bodies that are coming in
 * @param metricsToken who shows it may read the metrics; empty: nobody
 */
public record HttpConfig(int maxBody, int incomingBodies, Optional<String> metricsToken) {

    /** Without the token. */
    @Override
    public String toString() {
        return "HttpConfig[maxBody=" + maxBody + ", incomingBodies=" + incomingBodies + ", metricsToken="
                + metricsToken.map(token -> "***").orElse("none") + "]";
    }
}
