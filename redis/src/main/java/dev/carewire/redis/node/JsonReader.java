package dev.carewire.redis.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one message in JSON, as {@code JSON.parse} does: of two properties with one name, the later one counts. */
final class JsonReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            // The reader's own bounds apply. Names of peers must not fill tables that outlive the message.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final ValueBudget budget;

    private JsonReader(JsonParser parser, NodeLimits limits) {
        this.parser = parser;
        budget = new ValueBudget(limits);
    }

    static NodeValue read(String message, NodeLimits limits) throws MalformedNodeMessageException {
        try (JsonParser parser = JSON.createParser(message)) {
            JsonReader reader = new JsonReader(parser, limits);
            NodeValue value = reader.value(parser.nextToken(), 0);
            if (parser.nextToken() != null) {
                throw MalformedNodeMessageException.malformed("text after the end of the message");
            }
            return value;
        } catch (IOException invalid) {
            throw MalformedNodeMessageException.malformed("not JSON");
        }
    }

    private NodeValue value(JsonToken token, int depth) throws IOException, MalformedNodeMessageException {
        budget.spend(depth);
        if (token == null) {
            throw MalformedNodeMessageException.malformed("no JSON");
        }
        return switch (token) {
            case VALUE_NULL -> new NodeValue.Nothing();
            case VALUE_TRUE -> new NodeValue.Truth(true);
            case VALUE_FALSE -> new NodeValue.Truth(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NodeValue.Num(Double.parseDouble(parser.getText()));
            case VALUE_STRING -> new NodeValue.Text(parser.getText());
            case START_ARRAY -> items(depth);
            case START_OBJECT -> fields(depth);
            default -> throw MalformedNodeMessageException.malformed("not JSON");
        };
    }

    private NodeValue.Items items(int depth) throws IOException, MalformedNodeMessageException {
        List<NodeValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, depth + 1));
        }
        return new NodeValue.Items(items);
    }

    private NodeValue.Fields fields(int depth) throws IOException, MalformedNodeMessageException {
        Map<String, NodeValue> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            budget.spend(depth);
            String name = parser.currentName();
            fields.put(name, value(parser.nextToken(), depth + 1));
        }
        return new NodeValue.Fields(fields);
    }
}
