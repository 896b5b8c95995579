package dev.carewire.rest;

import dev.carewire.http.JsonFields;
import dev.carewire.patient.PatientForm;

/** Parses the bodies of patient requests. */
final class PatientInput {

    private PatientInput() {}

    static PatientForm form(JsonFields body) {
        return new PatientForm(
                body.text("firstName"),
                body.text("lastName"),
                body.day("dateOfBirth", "dob"),
                body.text("phone"),
                body.text("email"),
                body.text("insurance"),
                body.number("balanceCents", "balance"));
    }
}
