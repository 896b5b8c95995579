package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.List;

/**
 * A message from or to a client: a name and arguments. As a Socket.IO event it is their JSON array.
 *
 * @param name as the client wrote it
 * @param arguments may be empty
 */
public record EventMessage(String name, List<JsonValue> arguments) {

    /**
     * Parses a client's event.
     *
     * @throws RejectedException INVALID if {@code text} is not a JSON array that starts with a text
     */
    public static EventMessage parse(String text) {
        List<JsonValue> items = items(text);
        if (items.isEmpty()) {
            throw malformed();
        }
        String name = items.get(0).text().orElseThrow(EventMessage::malformed);
        return new EventMessage(name, List.copyOf(items.subList(1, items.size())));
    }

    /** The text of an event with one argument. */
    public static String text(String name, JsonObject argument) {
        return Json.write(List.of(name, argument.fields()));
    }

    /**
     * The text of an event whose arguments are JSON already.
     *
     * @param arguments JSON texts, which stay unchanged
     */
    public static String verbatim(String name, List<String> arguments) {
        StringBuilder text = new StringBuilder("[").append(Json.write(name));
        arguments.forEach(argument -> text.append(',').append(argument));
        return text.append(']').toString();
    }

    /** The text of an event with one argument, an array of objects. */
    public static String text(String name, List<JsonObject> argument) {
        return Json.write(
                List.of(name, argument.stream().map(JsonObject::fields).toList()));
    }

    private static List<JsonValue> items(String text) {
        try {
            return Json.parse(text).items();
        } catch (MalformedJsonException malformed) {
            throw Json.isWithinMaxDepth(text) ? malformed() : tooDeep();
        }
    }

    private static RejectedException tooDeep() {
        return RejectedException.invalid(
                "message: nested too deeply (expected: at most " + Json.MAX_DEPTH + " levels)");
    }

    private static RejectedException malformed() {
        return RejectedException.invalid("message: malformed (expected: an array of event name and arguments)");
    }

    /** Shows neither name nor arguments: a client may write patient data into both. */
    @Override
    public String toString() {
        return "EventMessage[" + arguments.size() + " arguments]";
    }
}
