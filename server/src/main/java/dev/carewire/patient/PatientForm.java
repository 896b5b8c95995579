package dev.carewire.patient;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What somebody filled in about a patient; what is empty was not given and stays as it is. A blank text removes an optional
 * value.
 *
 * @param firstName required for a new patient
 * @param lastName required for a new patient
 * @param balanceCents what the patient owes; 0 for a new patient when not given
 */
public record PatientForm(
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<LocalDate> dateOfBirth,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> insurance,
        Optional<Long> balanceCents) {

    /** Nothing: all of it is personal. */
    @Override
    public String toString() {
        return "PatientForm[]";
    }
}
