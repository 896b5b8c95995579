package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** An acknowledgement if the client waits for one, else an event of its own for faults alone. */
final class EventReply implements Reply {

    private final Session session;
    private final Inbound message;
    private final BiFunction<String, String, List<String>> faults;

    /**
     * A reply that was not given yet.
     *
     * @param event the name of the client's event, if there is such a one
     */
    EventReply(Session session, Inbound message, Optional<String> event) {
        this(session, message, (code, text) -> List.of(error(code, text, event)));
    }

    /**
     * A reply that was not given yet.
     *
     * @param faults the messages for a code and a text
     */
    EventReply(Session session, Inbound message, BiFunction<String, String, List<String>> faults) {
        this.session = session;
        this.message = message;
        this.faults = faults;
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
            session.send(faults.apply(code, text));
        }
    }

    private static String error(String code, String text, Optional<String> event) {
        return EventMessage.text(
                "error", new JsonObject().put("code", code).put("message", text).put("event", event));
    }
}
