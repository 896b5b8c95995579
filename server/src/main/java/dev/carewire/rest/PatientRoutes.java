package dev.carewire.rest;

import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Route;
import dev.carewire.patient.PatientForm;
import dev.carewire.patient.PatientPlace;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.PatientSearch;
import dev.carewire.patient.Patients;
import java.util.List;

/**
 * Patients. The list accepts {@code search}, {@code from} and {@code to} of the registration, {@code limit} and
 * {@code cursor}.
 */
public final class PatientRoutes {

    private final Patients patients;

    public PatientRoutes(Patients patients) {
        this.patients = patients;
    }

    public List<Route> routes() {
        RecordRoutes.Creation<PatientSnapshot, PatientForm> creation =
                new RecordRoutes.Creation<>(PatientInput::creation, patients::create);
        return new RecordRoutes<>("/api/patients", ClinicJson::patient, patients::whileLocked)
                .pages(PatientRoutes::filter, PatientPlace::find, patients::list)
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

    private static PatientQuery filter(ListQuery query) {
        query.ignoring("sex", "active", "minAge", "maxAge", "city", "state", "global", "sortBy", "sortOrder");
        query.firstPage();
        return new PatientQuery(query.text("search").map(PatientSearch::parse), query.range(), query.limit());
    }
}
