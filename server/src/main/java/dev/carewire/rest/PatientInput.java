package dev.carewire.rest;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.patient.PatientForm;

/** Parses the bodies of patient requests. */
final class PatientInput {

    private PatientInput() {}

    static PatientForm form(RecordBody<PatientSnapshot> body) {
        JsonFields fields = body.fields();
        return new PatientForm(
                body.id(),
                fields.text("firstName"),
                fields.text("lastName"),
                fields.day("dateOfBirth", "dob"),
                fields.text("phone"),
                fields.text("email"),
                fields.text("insurance"),
                fields.number("balanceCents", "balance"),
                body.extra());
    }
}
