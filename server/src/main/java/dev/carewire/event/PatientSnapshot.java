package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A patient as of one moment. If another system keeps the patient, the server may know the id alone. A patient that the server
 * keeps has code, names, balance and times.
 *
 * @param id opaque id, unique within the tenant
 * @param code the short number for the desk
 * @param balanceCents the patient's debt; negative for credit
 * @param extra the clinic's further fields
 */
public record PatientSnapshot(
        String id,
        Optional<String> code,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<LocalDate> dateOfBirth,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> insurance,
        Optional<Long> balanceCents,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        ExtraFields extra)
        implements Extensible<PatientSnapshot> {

    /** A patient that the server keeps. */
    public PatientSnapshot(
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
        this(
                id,
                Optional.of(code),
                Optional.of(firstName),
                Optional.of(lastName),
                dateOfBirth,
                phone,
                email,
                insurance,
                Optional.of(balanceCents),
                Optional.of(createdAt),
                Optional.of(updatedAt),
                extra);
    }

    /** A patient with a known id only. */
    public static PatientSnapshot ofId(String id) {
        return new PatientSnapshot(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ExtraFields.NONE);
    }

    /** First and last name, for dialects with a single name field; empty if neither is known. */
    public Optional<String> fullName() {
        return PersonNames.full(firstName, lastName);
    }

    @Override
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
