package dev.carewire.adapter.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.command.RejectedException;
import dev.carewire.emission.PayloadParser;
import dev.carewire.json.InvalidFieldException;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.json.StrictJsonReader;
import dev.carewire.text.Texts;

/** Parses payloads in the JSON form of the records themselves. */
public final class JsonPayloadParser implements PayloadParser {

    private final StrictJsonReader reader = new StrictJsonReader();

    @Override
    public <P extends Record> P read(String data, Class<P> type) {
        JsonValue value = parseBounded(data);
        if (!value.isObject()) {
            throw RejectedException.invalid("data: wrong type (expected: an object)");
        }
        // The reader rejects anything deeper than a record at its first unknown field.
        requireCleanTexts(value, "", Json.MAX_DEPTH);
        try {
            return reader.read(data, type);
        } catch (InvalidFieldException faulty) {
            throw RejectedException.invalid("data." + faulty.text());
        }
    }

    @Override
    public void checkObject(String field, String text) {
        try {
            if (Json.parse(text).isObject()) {
                return;
            }
        } catch (MalformedJsonException malformed) {
            // Reported below, like JSON that is not an object.
        }
        throw RejectedException.invalid("data." + field + ": invalid (expected: the text of a JSON object)");
    }

    @Override
    public void check(String data) {
        requireWellFormed(parseBounded(data), MAX_DEPTH);
    }

    private static JsonValue parseBounded(String data) {
        int bytes = data.getBytes(UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw RejectedException.invalid("data: " + bytes + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        try {
            return Json.parse(data);
        } catch (MalformedJsonException malformed) {
            throw RejectedException.invalid("data: malformed (expected: JSON)");
        }
    }

    /** Requires texts short enough for any screen, without control characters. */
    private static void requireCleanTexts(JsonValue value, String path, int depth) {
        value.text().ifPresent(text -> {
            if (text.length() > MAX_TEXT) {
                throw RejectedException.invalid(
                        "data" + path + ": " + text.length() + " characters (expected: at most " + MAX_TEXT + ")");
            }
            if (!Texts.isProse(text)) {
                throw RejectedException.invalid(
                        "data" + path + ": control characters or halves of characters (expected: text)");
            }
        });
        if (depth > 0) {
            value.items().forEach(item -> requireCleanTexts(item, path + "[]", depth - 1));
            value.names()
                    .forEach(name -> value.field(name)
                            .ifPresent(field -> requireCleanTexts(
                                    field, path + "." + (isFieldName(name) ? name : "(field)"), depth - 1)));
        }
    }

    private static boolean isFieldName(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_]{0,63}");
    }

    /** Requires texts that every JSON reader accepts: no lone surrogates. */
    private static void requireWellFormed(JsonValue value, int depth) {
        if (depth == 0) {
            throw RejectedException.invalid("data: nests too deep (expected: at most " + MAX_DEPTH + " levels)");
        }
        value.text().ifPresent(JsonPayloadParser::requireWellFormed);
        value.items().forEach(item -> requireWellFormed(item, depth - 1));
        value.names().forEach(name -> {
            requireWellFormed(name);
            value.field(name).ifPresent(field -> requireWellFormed(field, depth - 1));
        });
    }

    private static void requireWellFormed(String text) {
        if (!Texts.isWellFormed(text)) {
            throw RejectedException.invalid("data: halves of characters (expected: text)");
        }
    }
}
