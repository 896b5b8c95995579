package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.LabStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.lab.LabForm;
import dev.carewire.lab.LabQuery;
import dev.carewire.lab.LabResults;
import java.util.List;
import java.util.Optional;

/**
 * Laboratory orders and results. A list takes {@code patientId}, {@code doctorId} or {@code providerId}, {@code visitId},
 * {@code status} and {@code limit}. A result is entered by changing the order.
 */
public final class LabRoutes {

    private final LabResults labResults;

    public LabRoutes(LabResults labResults) {
        this.labResults = labResults;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/lab-results", this::list),
                Route.post("/api/lab-results", this::create),
                Route.get("/api/lab-results/{id}", this::get),
                Route.put("/api/lab-results/{id}", this::update),
                Route.post(
                        "/api/lab-results/{id}/review",
                        (caller, request) -> changeStatus(caller, request, LabStatus.REVIEWED)),
                Route.post(
                        "/api/lab-results/{id}/cancel",
                        (caller, request) -> changeStatus(caller, request, LabStatus.CANCELLED)));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        LabQuery filter = new LabQuery(
                query.text("patientId"),
                query.text("doctorId", "providerId"),
                query.text("visitId"),
                query.statuses(EnumNames.LAB_STATUS, LabStatus.class),
                query.before(),
                query.limit());
        return Response.list(labResults.list(caller, filter), StandardJson::labResult);
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        LabForm form = form(new JsonFields(request.jsonObject()));
        return Response.created(StandardJson.labResult(labResults.create(caller, form)));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(StandardJson.labResult(labResults.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        LabForm form = form(new JsonFields(request.jsonObject()));
        return Response.ok(StandardJson.labResult(labResults.update(caller, request.pathValue("id"), form)));
    }

    private Response changeStatus(Caller caller, Request request, LabStatus status) {
        LabForm form = new LabForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status));
        return Response.ok(StandardJson.labResult(labResults.update(caller, request.pathValue("id"), form)));
    }

    private static LabForm form(JsonFields body) {
        return new LabForm(
                body.id("patientId", "patient"),
                body.doctorId(),
                body.id("visitId", "visit"),
                body.text("orderType"),
                body.text("result"),
                body.enumValue(EnumNames.LAB_FLAG, "resultFlag"),
                body.enumValue(EnumNames.LAB_STATUS, "status"));
    }
}
