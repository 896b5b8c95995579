package dev.carewire.rest;

import dev.carewire.assistant.Assistant;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import java.util.List;

/** Questions to the assistant. The answer is posted to the thread. */
public final class AssistantRoutes {

    private final Assistant assistant;

    public AssistantRoutes(Assistant assistant) {
        this.assistant = assistant;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/threads/{id}/assistant", this::ask),
                Route.delete("/api/threads/{id}/assistant", this::cancel));
    }

    private Response ask(Caller caller, Request request) throws MalformedJsonException {
        String text = new JsonFields(request.jsonObject())
                .text("text")
                .orElseThrow(() -> RejectedException.invalid("text: missing (expected: a text)"));
        return Response.created(StandardJson.message(assistant.ask(caller, request.pathValue("id"), text)));
    }

    private Response cancel(Caller caller, Request request) {
        assistant.cancel(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }
}
