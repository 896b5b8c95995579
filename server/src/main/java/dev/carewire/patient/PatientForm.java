package dev.carewire.patient;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Submitted fields of a patient; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param firstName required for a new patient
 * @param lastName required for a new patient
 * @param balanceCents the patient's debt; 0 by default for a new patient
 */
public record PatientForm(
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<LocalDate> dateOfBirth,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> insurance,
        Optional<Long> balanceCents) {

    /** Shows nothing: all of it is personal. */
    @Override
    public String toString() {
        return "PatientForm[]";
    }
}
