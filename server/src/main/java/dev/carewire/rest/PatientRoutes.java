package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.Patients;
import java.util.List;

/** The clinic's patients. A list takes {@code search} and {@code limit}. */
public final class PatientRoutes {

    private final Patients patients;

    public PatientRoutes(Patients patients) {
        this.patients = patients;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/patients", this::list),
                Route.post("/api/patients", this::create),
                Route.get("/api/patients/{id}", this::get),
                Route.put("/api/patients/{id}", this::update),
                Route.delete("/api/patients/{id}", this::delete));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        return Response.list(patients.list(caller, new PatientQuery(query.text("search"), query.limit())).stream()
                .map(ClinicJson::patient)
                .toList());
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.created(ClinicJson.patient(patients.create(caller, PatientInput.form(body))));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(ClinicJson.patient(patients.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.ok(
                ClinicJson.patient(patients.update(caller, request.pathValue("id"), PatientInput.form(body))));
    }

    private Response delete(Caller caller, Request request) {
        patients.delete(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }
}
