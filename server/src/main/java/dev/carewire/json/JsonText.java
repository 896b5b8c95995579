package dev.carewire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts parts out of a JSON text exactly as they were written, with their order of fields, their numbers and their blanks. Any
 * thread; never blocks.
 */
public final class JsonText {

    private JsonText() {}

    /**
     * The texts of an object's values by field name, in their order; of a repeated field the last one. A null is a value.
     *
     * @throws MalformedJsonException if {@code object} is not the text of one JSON object
     */
    public static Map<String, String> fields(String object) throws MalformedJsonException {
        Map<String, String> fields = new LinkedHashMap<>();
        read(object, JsonToken.START_OBJECT, parser -> {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser, object));
            }
        });
        return fields;
    }

    /**
     * The texts of an array's elements.
     *
     * @throws MalformedJsonException if {@code array} is not the text of one JSON array
     */
    public static List<String> items(String array) throws MalformedJsonException {
        List<String> items = new ArrayList<>();
        read(array, JsonToken.START_ARRAY, parser -> {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser, array));
            }
        });
        return items;
    }

    private static void read(String text, JsonToken start, Contents contents) throws MalformedJsonException {
        try (JsonParser parser = Json.mapper().createParser(text)) {
            if (parser.nextToken() != start) {
                throw new MalformedJsonException();
            }
            contents.read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException();
            }
        } catch (IOException malformed) {
            throw new MalformedJsonException();
        }
    }

    /** The text of the value that begins with the parser's current token. */
    private static String value(JsonParser parser, String text) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    /** Reads what follows the first token. */
    @FunctionalInterface
    private interface Contents {
        void read(JsonParser parser) throws IOException;
    }
}
