/** Prescriptions, from the draft to the pharmacy. Start at {@link dev.carewire.prescription.Prescriptions}. */
@NullMarked
package dev.carewire.prescription;

import org.jspecify.annotations.NullMarked;
