package dev.carewire.redis.node;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of an event in the encoding of Socket.IO's default parser.
 *
 * @param texts the JSON text of each argument; the object <code>{"_placeholder":true,"num":N}</code> stands for bytes
 * @param attachments the bytes, in the order of {@code num} from 0 across all arguments
 */
public record JsonArguments(List<String> texts, List<NodeValue.Bytes> attachments) {

    public JsonArguments {
        texts = List.copyOf(texts);
        attachments = List.copyOf(attachments);
    }

    static JsonArguments of(List<NodeValue> arguments) {
        List<NodeValue.Bytes> attachments = new ArrayList<>();
        JsonWriter writer = JsonWriter.withAttachments(attachments);
        return new JsonArguments(arguments.stream().map(writer::write).toList(), attachments);
    }

    @Override
    public String toString() {
        return "JsonArguments[" + texts.size() + ", " + attachments.size() + " attachments]";
    }
}
