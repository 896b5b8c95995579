/**
 * Patients' visits to doctors. Start at {@link dev.carewire.visit.Visits}.
 */
@NullMarked
package dev.carewire.visit;

import org.jspecify.annotations.NullMarked;
