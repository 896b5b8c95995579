/**
 * The clinic's patients. Start at {@link dev.carewire.patient.Patients}.
 */
@NullMarked
package dev.carewire.patient;

import org.jspecify.annotations.NullMarked;
