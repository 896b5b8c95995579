package dev.carewire.rest;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.patient.PatientForm;

/** Parses the bodies of patient requests. */
final class PatientInput {

    private PatientInput() {}

    /** A new patient. */
    static PatientForm creation(RecordBody<PatientSnapshot> body) {
        JsonFields fields = body.fields();
        fields.required("firstName", () -> fields.line("firstName"));
        fields.required("lastName", () -> fields.line("lastName"));
        return change(body);
    }

    /** Changes of a patient. */
    static PatientForm change(RecordBody<PatientSnapshot> body) {
        JsonFields fields = body.fields();
        return new PatientForm(
                body.id(),
                fields.line("firstName"),
                fields.line("lastName"),
                fields.day("dateOfBirth", "dob"),
                fields.clearableLine("phone"),
                fields.clearableLine("email"),
                fields.clearableLine("insurance"),
                fields.number(-PatientForm.MAX_BALANCE_CENTS, PatientForm.MAX_BALANCE_CENTS, "balanceCents", "balance"),
                body.extra());
    }
}
