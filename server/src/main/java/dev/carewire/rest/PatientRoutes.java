package dev.carewire.rest;

import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.http.Route;
import dev.carewire.patient.PatientForm;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.Patients;
import java.util.List;

/** Patients. The list accepts {@code search} and {@code limit}. */
public final class PatientRoutes {

    private final Patients patients;

    public PatientRoutes(Patients patients) {
        this.patients = patients;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<PatientSnapshot, PatientForm> creation =
                new RecordRoutes.Creation<>(PatientInput::creation, patients::create);
        return new RecordRoutes<>("/api/patients", ClinicJson::patient, patients::whileLocked)
                .list(query -> new PatientQuery(query.text("search"), query.limit()), patients::list)
                .alsoAs(StandardJson::patient)
                .create(creation)
                .get(patients::get)
                .put(
                        creation,
                        PatientInput::change,
                        (caller, current, form) -> patients.update(caller, current.id(), form))
                .delete(patients::delete)
                .routes();
    }
}
