package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.prescription.PrescriptionForm;
import dev.carewire.prescription.PrescriptionQuery;
import dev.carewire.prescription.Prescriptions;
import java.util.List;
import java.util.Optional;

/**
 * Prescriptions. A list takes {@code patientId}, {@code doctorId} or {@code providerId}, {@code visitId}, {@code status}, {@code before}
 * and {@code limit}. To send and to cancel are changes of the status with a name of their own.
 */
public final class PrescriptionRoutes {

    private final Prescriptions prescriptions;

    public PrescriptionRoutes(Prescriptions prescriptions) {
        this.prescriptions = prescriptions;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/prescriptions", this::list),
                Route.post("/api/prescriptions", this::create),
                Route.get("/api/prescriptions/{id}", this::get),
                Route.put("/api/prescriptions/{id}", this::update),
                Route.post(
                        "/api/prescriptions/{id}/send",
                        (caller, request) -> changeStatus(caller, request, PrescriptionStatus.SENT)),
                Route.post(
                        "/api/prescriptions/{id}/cancel",
                        (caller, request) -> changeStatus(caller, request, PrescriptionStatus.CANCELLED)));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        PrescriptionQuery filter = new PrescriptionQuery(
                query.text("patientId"),
                query.text("doctorId", "providerId"),
                query.text("visitId"),
                query.statuses(EnumNames.PRESCRIPTION_STATUS, PrescriptionStatus.class),
                query.before(),
                query.limit());
        return Response.list(prescriptions.list(caller, filter), ClinicJson::prescription);
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        PrescriptionForm form = form(new JsonFields(request.jsonObject()));
        return Response.created(ClinicJson.prescription(prescriptions.create(caller, form)));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(ClinicJson.prescription(prescriptions.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        PrescriptionForm form = form(new JsonFields(request.jsonObject()));
        return Response.ok(ClinicJson.prescription(prescriptions.update(caller, request.pathValue("id"), form)));
    }

    private Response changeStatus(Caller caller, Request request, PrescriptionStatus status) {
        PrescriptionForm form = new PrescriptionForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status));
        return Response.ok(ClinicJson.prescription(prescriptions.update(caller, request.pathValue("id"), form)));
    }

    private static PrescriptionForm form(JsonFields body) {
        return new PrescriptionForm(
                body.id("patientId", "patient"),
                body.doctorId(),
                body.id("visitId", "visit"),
                body.text("medication"),
                body.text("instructions"),
                body.enumValue(EnumNames.PRESCRIPTION_STATUS, "status"));
    }
}
