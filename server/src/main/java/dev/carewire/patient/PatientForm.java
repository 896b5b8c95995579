package dev.carewire.patient;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.record.ExtraChange;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Submitted fields of a patient; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param firstName required for a new patient
 * @param lastName required for a new patient
 * @param balanceCents the patient's debt, at most {@link #MAX_BALANCE_CENTS}, negative for a credit; 0 by default for a new patient
 * @param extra the change of the fields that the server does not know
 */
public record PatientForm(
        Optional<String> id,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<LocalDate> dateOfBirth,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> insurance,
        Optional<Long> balanceCents,
        ExtraChange<PatientSnapshot> extra) {

    /** Largest debt, and largest credit, in cents. */
    public static final long MAX_BALANCE_CENTS = 100_000_000_000L;

    /** Shows nothing: all of it is personal. */
    @Override
    public String toString() {
        return "PatientForm[]";
    }
}
