package dev.carewire.rest;

import dev.carewire.assistant.Assistant;
import dev.carewire.command.Caller;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.http.JsonFields;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** Questions to the assistant. The answer is posted to the thread. */
public final class AssistantRoutes {

    private final Assistant assistant;

    public AssistantRoutes(Assistant assistant) {
        this.assistant = assistant;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/threads/{id}/assistant", AssistantRoutes::question, this::ask),
                Route.delete("/api/threads/{id}/assistant", this::cancel));
    }

    private static Supplier<String> question(JsonFields body) {
        return body.required("text", "a text", () -> body.text("text"))::value;
    }

    private Response ask(Caller caller, Request request, Supplier<String> question) {
        return Response.created(StandardJson.message(assistant.ask(caller, request.pathValue("id"), question.get())));
    }

    private Response cancel(Caller caller, Request request) {
        assistant.cancel(caller, request.pathValue("id"));
        return Response.okWithoutData();
    }
}
