package dev.carewire.appointment;

import dev.carewire.clinic.Overlap;
import java.util.Optional;

/**
 * Submitted fields of a check-in.
 *
 * @param method how the patient checked in, such as {@code desk} or {@code kiosk}; one line
 * @param overlap whether the patient may have a second place in the queue, and a late one a time that is taken
 */
public record CheckInForm(Optional<String> method, Overlap overlap) {}
