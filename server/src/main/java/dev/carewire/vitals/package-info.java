/**
 * Measured values of patients: recorded, followed live by those whom they concern, held against thresholds, and kept for a time.
 * Start at {@link dev.carewire.vitals.Vitals}.
 */
@NullMarked
package dev.carewire.vitals;

import org.jspecify.annotations.NullMarked;
