package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A patient as of one moment.
 *
 * @param id opaque id, unique within the tenant
 * @param code the short number for the desk
 * @param balanceCents the patient's debt; negative for credit
 * @param extra the clinic's further fields
 */
public record PatientSnapshot(
        String id,
        String code,
        String firstName,
        String lastName,
        Optional<LocalDate> dateOfBirth,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> insurance,
        long balanceCents,
        Instant createdAt,
        Instant updatedAt,
        ExtraFields extra) {

    /** First and last name, for dialects with a single name field. */
    public String fullName() {
        return firstName + " " + lastName;
    }

    /** The same patient with these extra fields. */
    public PatientSnapshot withExtra(ExtraFields fields) {
        return new PatientSnapshot(
                id,
                code,
                firstName,
                lastName,
                dateOfBirth,
                phone,
                email,
                insurance,
                balanceCents,
                createdAt,
                updatedAt,
                fields);
    }

    /** Shows the id only: everything else is personal. */
    @Override
    public String toString() {
        return "PatientSnapshot[" + id + "]";
    }
}
