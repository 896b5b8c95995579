package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Replies with an acknowledgement if the client requested one; otherwise only with events for errors, if at all. */
final class EventReply implements Reply {

    private final Session session;
    private final InboundMessage message;
    private final BiFunction<String, String, List<String>> errorRenderer;

    /**
     * A pending reply.
     *
     * @param event the name of the client's event, if it is known
     */
    EventReply(Session session, InboundMessage message, Optional<String> event) {
        this(session, message, (code, text) -> List.of(error(code, text, event)));
    }

    /**
     * A pending reply.
     *
     * @param faults renders the messages for a code and a text; none for a client that receives no errors
     */
    EventReply(Session session, InboundMessage message, BiFunction<String, String, List<String>> faults) {
        this.session = session;
        this.message = message;
        this.errorRenderer = faults;
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
    public void reject(RejectedException refusal) {
        reject(refusal.rejection().name(), refusal.text());
    }

    @Override
    public void fail() {
        reject(INTERNAL, "internal error");
    }

    private void reject(String code, String text) {
        if (message.wantsAck()) {
            JsonObject answer =
                    new JsonObject().put("success", false).put("error", text).put("code", code);
            message.acknowledge(Json.write(List.of(answer.fields())));
        } else {
            List<String> errors = errorRenderer.apply(code, text);
            if (!errors.isEmpty()) {
                session.send(errors);
            }
        }
    }

    private static String error(String code, String text, Optional<String> event) {
        return EventMessage.text(
                "error", new JsonObject().put("code", code).put("message", text).put("event", event));
    }
}
