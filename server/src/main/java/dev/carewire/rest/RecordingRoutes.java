package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.transcription.Recordings;
import java.util.List;

/** Recordings: started here, then sent in chunks over Socket.IO. */
public final class RecordingRoutes {

    private final Recordings recordings;

    public RecordingRoutes(Recordings recordings) {
        this.recordings = recordings;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/ambient/recordings", this::start),
                Route.get("/api/ambient/recordings/{id}", this::get));
    }

    private Response start(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObject());
        String patientId = body.id("patientId", "patient")
                .orElseThrow(() -> RejectedException.invalid("patientId: missing (expected: an id)"));
        return Response.created(
                StandardJson.recording(recordings.start(caller, patientId, body.id("encounterId", "encounter"))));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(StandardJson.recording(recordings.get(caller, request.pathValue("id"))));
    }
}
