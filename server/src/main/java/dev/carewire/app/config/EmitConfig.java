package dev.carewire.app.config;

import java.util.List;

/**
 * Limits of the emit API for other back ends.
 *
 * @param customEvents names of events outside the catalog, with {@code *} for any characters
 * @param requestsPerSecond of one token, sustained
 * @param requestsBurst of one token, as a burst
 */
public record EmitConfig(List<String> customEvents, int requestsPerSecond, int requestsBurst) {

    public EmitConfig {
        customEvents = List.copyOf(customEvents);
    }
}
