package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** An acknowledgement if the client waits for one, else an event of its own for faults alone. */
final class EventReply implements Reply {

    private final Session session;
    private final Inbound message;
    private final Optional<String> event;

    /**
     * A reply that was not given yet.
     *
     * @param event the name of the client's event, if there is such a one
     */
    EventReply(Session session, Inbound message, Optional<String> event) {
        this.session = session;
        this.message = message;
        this.event = event;
    }

    @Override
    public void succeed(JsonObject result) {
        if (message.wantsAck()) {
            JsonObject answer = new JsonObject().put("success", true);
            result.fields().forEach(answer::put);
            message.acknowledge(Json.write(List.of(answer.fields())));
        }
    }

    @Override
    public void refuse(RejectedException refusal) {
        refuse(refusal.rejection().name(), refusal.text());
    }

    @Override
    public void fail() {
        refuse("INTERNAL", "internal error");
    }

    private void refuse(String code, String text) {
        if (message.wantsAck()) {
            JsonObject answer =
                    new JsonObject().put("success", false).put("error", text).put("code", code);
            message.acknowledge(Json.write(List.of(answer.fields())));
        } else {
            JsonObject fault =
                    new JsonObject().put("code", code).put("message", text).put("event", event);
            session.send(List.of(EventMessage.text("error", fault)));
        }
    }
}
