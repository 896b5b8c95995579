package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A patient as of one moment.
 *
 * @param id opaque id, unique within the tenant
 * @param code the number people use at the desk
 * @param balanceCents what the patient owes; negative for credit
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
        Instant updatedAt) {

    /** First and last name, as dialects that know one name field show it. */
    public String fullName() {
        return firstName + " " + lastName;
    }

    /** The id alone: everything else is personal. */
    @Override
    public String toString() {
        return "PatientSnapshot[" + id + "]";
    }
}
