package dev.carewire.patient;

import dev.carewire.command.Checked;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.record.RecordIds;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Applies a form to a patient and validates each field. Immutable. */
final class PatientChanges {

    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1880, 1, 1);
    private static final int EMAIL_LENGTH = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

    private final Instant now;
    private final LocalDate today;

    /** @param today the day of the clinic's calendar, the latest one of a birth */
    PatientChanges(Instant now, LocalDate today) {
        this.now = now;
        this.today = today;
    }

    /** A new patient. */
    PatientSnapshot created(String code, PatientForm form) {
        PatientSnapshot blank = new PatientSnapshot(
                RecordIds.ofNew(form.id()),
                code,
                Fields.required("firstName", form.firstName()),
                Fields.required("lastName", form.lastName()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                now,
                now,
                ExtraFields.NONE);
        return revised(blank, form);
    }

    /** The patient with the form's fields. */
    PatientSnapshot revised(PatientSnapshot patient, PatientForm form) {
        FieldChecks checks = new FieldChecks();
        Checked<Optional<LocalDate>> dateOfBirth =
                checks.check("dateOfBirth", () -> form.dateOfBirth().map(this::dateOfBirth));
        Checked<Optional<String>> email = checks.check("email", () -> email(form.email(), patient.email()));
        checks.requireValid();
        PatientSnapshot revised = new PatientSnapshot(
                patient.id(),
                patient.code(),
                form.firstName().map(name -> Fields.line("firstName", name)).or(patient::firstName),
                form.lastName().map(name -> Fields.line("lastName", name)).or(patient::lastName),
                dateOfBirth.value().or(patient::dateOfBirth),
                Fields.changedLine("phone", form.phone(), patient.phone()),
                email.value(),
                Fields.changedLine("insurance", form.insurance(), patient.insurance()),
                form.balanceCents()
                        .map(cents -> Fields.within(
                                "balanceCents", cents, -PatientForm.MAX_BALANCE_CENTS, PatientForm.MAX_BALANCE_CENTS))
                        .or(patient::balanceCents),
                patient.createdAt(),
                Optional.of(now),
                patient.extra());
        return form.extra().applyTo(revised);
    }

    private LocalDate dateOfBirth(LocalDate date) {
        if (date.isBefore(EARLIEST_BIRTH) || date.isAfter(today)) {
            throw RejectedException.invalid("dateOfBirth must lie between 1880 and today");
        }
        return date;
    }

    private static Optional<String> email(Optional<String> given, Optional<String> current) {
        Optional<String> email = Fields.changedLine("email", given, current);
        if (email.filter(text -> text.length() <= EMAIL_LENGTH
                                && EMAIL.matcher(text).matches())
                        .isEmpty()
                && email.isPresent()) {
            throw RejectedException.invalid("email must look like name@example.org");
        }
        return email;
    }
}
