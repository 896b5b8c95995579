package dev.carewire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Extra fields as JSON: checks their limits, and reads and writes them as the objects that they are. Stateless; any thread. */
final class ExtraFieldsJson {

    private ExtraFieldsJson() {}

    /** Whether an object is within the limits of {@link ExtraFields}. */
    static boolean isWithinLimits(ObjectNode object) {
        return countFields(object, ExtraFields.MAX_DEPTH) <= ExtraFields.MAX_FIELDS
                && ExtraFields.isWithinSize(object.toString());
    }

    /** The object that extra fields consist of. */
    static ObjectNode tree(ExtraFields extra) {
        try {
            return (ObjectNode) Json.mapper().readTree(extra.json());
        } catch (JsonProcessingException unchecked) {
            throw new UncheckedIOException(unchecked);
        }
    }

    /** The fields within a value at all levels; too many if a value nests too deep or cannot be written again. */
    private static int countFields(JsonNode value, int depth) {
        boolean halfText = value.isTextual() && !Texts.isWellFormed(value.textValue());
        boolean infinite = value.isDouble() && !Double.isFinite(value.doubleValue());
        boolean tooDeep = value.isContainerNode() && depth == 0;
        if (halfText || infinite || tooDeep) {
            return ExtraFields.MAX_FIELDS + 1;
        }
        int count = 0;
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            count += Texts.isWellFormed(field.getKey()) ? 1 : ExtraFields.MAX_FIELDS + 1;
            count += countFields(field.getValue(), depth - 1);
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                count += countFields(item, depth - 1);
            }
        }
        return count;
    }

    /** Writes the object. */
    static final class Serializer extends StdSerializer<ExtraFields> {

        private static final long serialVersionUID = 1;

        Serializer() {
            super(ExtraFields.class);
        }

        @Override
        public void serialize(ExtraFields extra, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(extra.json());
        }
    }

    /** Reads an object within the limits; a missing one is empty. */
    static final class Deserializer extends StdDeserializer<ExtraFields> {

        private static final long serialVersionUID = 1;

        Deserializer() {
            super(ExtraFields.class);
        }

        @Override
        public ExtraFields deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(parser);
            if (node instanceof ObjectNode object && isWithinLimits(object)) {
                return new ExtraFields(object.toString());
            }
            return context.reportInputMismatch(ExtraFields.class, "an object of %s", ExtraFields.LIMITS);
        }

        @Override
        public ExtraFields getNullValue(DeserializationContext context) {
            return ExtraFields.NONE;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return ExtraFields.NONE;
        }
    }
}
