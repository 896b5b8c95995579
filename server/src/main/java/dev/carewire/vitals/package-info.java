/**
 * Measured values of patients: recorded, published to their audience, compared with thresholds, and kept for a time.
 * Start at {@link dev.carewire.vitals.Vitals}.
 */
@NullMarked
package dev.carewire.vitals;

import org.jspecify.annotations.NullMarked;
