package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import java.util.List;

/**
 * Events that are published together or not at all.
 *
 * @param emissions 1 to {@value #MAX_EMISSIONS}
 */
public record EmissionRequest(List<RequestedEvent> emissions) {

    /** Most events of one request. */
    public static final int MAX_EMISSIONS = 100;

    /**
     * Checks the number of events.
     *
     * @throws RejectedException INVALID if there are none or too many
     */
    public EmissionRequest {
        emissions = List.copyOf(emissions);
        checkCount(emissions.size());
    }

    /**
     * Checks the number of events for callers that have not parsed them yet.
     *
     * @throws RejectedException INVALID if there are none or too many
     */
    public static void checkCount(int emissions) {
        if (emissions < 1 || emissions > MAX_EMISSIONS) {
            throw RejectedException.invalid("events: " + emissions + " (expected: 1.." + MAX_EMISSIONS + ")");
        }
    }

    /** Shows the number of events only: they may be patient data. */
    @Override
    public String toString() {
        return "EmissionRequest[" + emissions.size() + "]";
    }
}
