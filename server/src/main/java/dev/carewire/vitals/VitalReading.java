package dev.carewire.vitals;

import dev.carewire.event.OriginalReading;
import dev.carewire.event.VitalValue;
import java.util.Optional;

/**
 * A valid value in the unit of its type.
 *
 * @param unit empty for a type of the clinic's own without one
 * @param original the value in the unit of the client, if that is another one
 */
record VitalReading(VitalValue value, Optional<String> unit, Optional<OriginalReading> original) {}
