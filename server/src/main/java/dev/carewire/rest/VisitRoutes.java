package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.dialect.clinic.ClinicJson;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.visit.VisitQuery;
import dev.carewire.visit.Visits;
import java.util.List;

/**
 * Visits of patients to doctors. A list takes {@code patientId}, {@code doctorId} or {@code providerId}, {@code status} and
 * {@code limit}.
 */
public final class VisitRoutes {

    private final Visits visits;

    public VisitRoutes(Visits visits) {
        this.visits = visits;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/visits", this::list),
                Route.post("/api/visits", this::create),
                Route.get("/api/visits/{id}", this::get),
                Route.put("/api/visits/{id}", this::update),
                Route.delete("/api/visits/{id}", this::delete));
    }

    private Response list(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        VisitQuery filter = new VisitQuery(
                query.text("patientId"),
                query.text("doctorId", "providerId"),
                query.statuses(EnumNames.VISIT_STATUS, VisitStatus.class),
                query.limit());
        return Response.list(
                visits.list(caller, filter).stream().map(ClinicJson::visit).toList());
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        return Response.created(ClinicJson.visit(visits.create(caller, VisitInput.creation(body))));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(ClinicJson.visit(visits.get(caller, request.pathValue("id"))));
    }

    private Response update(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        VisitSnapshot current = visits.get(caller, request.pathValue("id"));
        return Response.ok(ClinicJson.visit(visits.update(caller, current.id(), VisitInput.change(body, current))));
    }

    private Response delete(Caller caller, Request request) {
        visits.delete(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }
}
