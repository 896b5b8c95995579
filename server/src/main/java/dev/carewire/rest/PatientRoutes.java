package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.PatientSnapshot;
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
                .alsoAs(StandardJson::patient)
                .create(this::create)
                .get(patients::get)
                .put(
                        patients::find,
                        this::create,
                        (caller, current, body) -> patients.update(caller, current.id(), PatientInput.form(body)))
                .delete(patients::delete)
                .routes();
    }

    private PatientSnapshot create(Caller caller, RecordBody<PatientSnapshot> body) {
        return patients.create(caller, PatientInput.form(body));
    }
}
