package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Events that are told together or not at all.
 *
 * @param emissions 1 to {@value #MAX_EMISSIONS}
 * @param idempotencyKey names the request, so that it can be sent again; its form is not checked yet
 * @param text what tells this request from another one with the same key
 */
public record EmissionRequest(List<Emission> emissions, Optional<String> idempotencyKey, String text) {

    /** Events that one request may have. */
    public static final int MAX_EMISSIONS = 100;

    /**
     * Checks the number of events.
     *
     * @throws RejectedException INVALID if there are none or too many
     */
    public EmissionRequest {
        emissions = List.copyOf(emissions);
        Objects.requireNonNull(idempotencyKey, "idempotencyKey");
        Objects.requireNonNull(text, "text");
        checkCount(emissions.size());
    }

    /**
     * For who has not read the events yet.
     *
     * @throws RejectedException INVALID if there are none or too many
     */
    public static void checkCount(int emissions) {
        if (emissions < 1 || emissions > MAX_EMISSIONS) {
            throw RejectedException.invalid("events: " + emissions + " (expected: 1.." + MAX_EMISSIONS + ")");
        }
    }

    /** The number of events alone: they may be patient data. */
    @Override
    public String toString() {
        return "EmissionRequest[" + emissions.size() + "]";
    }
}
