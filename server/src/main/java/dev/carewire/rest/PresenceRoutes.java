package dev.carewire.rest;

import dev.carewire.authorization.RoomRights;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.dialect.standard.PresenceJson;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.RoomKey;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;
import dev.carewire.record.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Users who are online or were last seen, and users who have a patient's chart open. */
public final class PresenceRoutes {

    private final Presence presence;
    private final Patients patients;
    private final RoomRights rights;

    /**
     * The routes of presence.
     *
     * @param rights decide about the charts of patients that another system keeps
     */
    public PresenceRoutes(Presence presence, Patients patients, RoomRights rights) {
        this.presence = presence;
        this.patients = patients;
        this.rights = rights;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/presence", ListQuery::limit, this::list),
                Route.getAll("/api/patients/{id}/viewers", this::viewers),
                Route.put("/api/patients/{id}/viewers/me", this::startViewing),
                Route.delete("/api/patients/{id}/viewers/me", this::stopViewing));
    }

    private Response list(Caller caller, Request request, int limit) {
        return Response.list(presence.list(caller, limit).stream()
                .map(PresenceJson::presence)
                .toList());
    }

    private Response viewers(Caller caller, Request request) {
        String patientId = patientId(caller, request);
        List<ChartViewer> viewers = new ArrayList<>();
        presence.readViewers(caller, patientId, viewers::addAll);
        return Response.list(viewers.stream().map(PresenceJson::viewer).toList());
    }

    private Response startViewing(Caller caller, Request request) {
        Instant end = presence.acquireLease(caller, patientId(caller, request));
        return Response.ok(new JsonObject().put("expiresAt", end));
    }

    private Response stopViewing(Caller caller, Request request) {
        presence.releaseLease(caller, keptOrAnyId(caller, request));
        return Response.okWithoutData();
    }

    /** The patient's id, after a check that the clinic has this patient or that the caller may see the chart. */
    private String patientId(Caller caller, Request request) {
        String id = keptOrAnyId(caller, request);
        if (!rights.kept().keeps(RecordKind.PATIENTS)) {
            rights.requireNow(caller, RoomKey.patient(caller.tenant(), id));
        }
        return id;
    }

    /** The patient's id; of a patient of the clinic, if this server keeps them. */
    private String keptOrAnyId(Caller caller, Request request) {
        String id = request.pathValue("id");
        return rights.kept().keeps(RecordKind.PATIENTS)
                ? patients.get(caller, id).id()
                : Fields.id("id", id);
    }
}
