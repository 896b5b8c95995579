package dev.carewire.rest;

import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.http.Route;
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
        return new RecordRoutes<>("/api/patients", ClinicJson::patient)
                .list((caller, query) -> patients.list(caller, new PatientQuery(query.text("search"), query.limit())))
                .create((caller, body) -> patients.create(caller, PatientInput.form(body)))
                .get(patients::get)
                .update((caller, id, body) -> patients.update(caller, id, PatientInput.form(body)))
                .delete(patients::delete)
                .routes();
    }
}
