package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.transcription.Recordings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Recordings: started here, then sent in chunks over Socket.IO. */
public final class RecordingRoutes {

    private final Recordings recordings;

    public RecordingRoutes(Recordings recordings) {
        this.recordings = recordings;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/ambient/recordings", RecordingRoutes::recording, this::start),
                Route.get("/api/ambient/recordings/{id}", this::get));
    }

    private static Supplier<NewRecording> recording(JsonFields body) {
        Checked<String> patientId = body.required("patientId", "an id", () -> body.id("patientId", "patient"));
        Optional<String> encounterId = body.id("encounterId", "encounter");
        return () -> new NewRecording(patientId.value(), encounterId);
    }

    private Response start(Caller caller, Request request, Supplier<NewRecording> recording) {
        NewRecording wanted = recording.get();
        return Response.created(
                StandardJson.recording(recordings.start(caller, wanted.patientId(), wanted.encounterId())));
    }

    private Response get(Caller caller, Request request) {
        return Response.ok(StandardJson.recording(recordings.get(caller, request.pathValue("id"))));
    }

    private record NewRecording(String patientId, Optional<String> encounterId) {}
}
