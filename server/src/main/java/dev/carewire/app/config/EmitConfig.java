package dev.carewire.app.config;

import java.util.List;

/**
 * What other back ends may tell clients through this server.
 *
 * @param customEvents names of events that the catalogue does not have, with {@code *} for any characters
 * @param requestsPerSecond of one token, in the long run
 * @param requestsBurst of one token, at once
 */
public record EmitConfig(List<String> customEvents, int requestsPerSecond, int requestsBurst) {

    public EmitConfig {
        customEvents = List.copyOf(customEvents);
    }
}
