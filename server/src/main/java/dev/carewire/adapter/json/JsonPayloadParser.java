package dev.carewire.adapter.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.command.Fault;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.PayloadParser;
import dev.carewire.identity.TenantId;
import dev.carewire.json.InvalidFieldException;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.json.StrictJsonReader;
import dev.carewire.text.Texts;
import java.util.List;
import java.util.regex.Pattern;

/** Parses payloads in the JSON form of the records themselves. */
public final class JsonPayloadParser implements PayloadParser {

    /** The paths of names and titles, which people read as one line. */
    private static final Pattern NAME = Pattern.compile("(?i)(name|title|subject)$");

    private final StrictJsonReader reader = new StrictJsonReader();
    private final ClinicZones zones;

    /** @param zones for the days in payloads */
    public JsonPayloadParser(ClinicZones zones) {
        this.zones = zones;
    }

    @Override
    public <P extends Record> ParsedPayload<P> parse(TenantId tenant, String data, Class<P> type) {
        JsonValue value = parseBounded(data);
        if (!value.isObject()) {
            throw RejectedException.invalid("data: wrong type (expected: an object)");
        }
        // The reader rejects anything deeper than a record at its first unknown field.
        requireCleanTexts(value, "", Json.MAX_DEPTH);
        try {
            NumericIds ids = new NumericIds(value);
            return new ParsedPayload<>(
                    reader.read(ids.convertedJson(), type, zones.zoneOf(tenant), FieldChecks.MAX_FAULTS), ids.found());
        } catch (InvalidFieldException faulty) {
            throw RejectedException.invalid(faulty.faults().stream()
                            .map(fault -> new Fault(fault.field(), fault.text()))
                            .toList())
                    .within("data.");
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
        requireWellFormed("data", parseBounded(data), MAX_DEPTH);
    }

    @Override
    public void checkArguments(String field, List<String> arguments) {
        int bytes = 0;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            bytes += argument.getBytes(UTF_8).length;
            if (bytes > MAX_BYTES) {
                throw RejectedException.invalid(field + ": too large (expected: at most " + MAX_BYTES + " bytes)");
            }
            String place = field + "[" + i + "]";
            JsonValue value = parse(place, argument);
            requireWellFormed(place, value, MAX_DEPTH);
            requireNoBytes(place, value);
        }
    }

    /** Socket.IO would look for an attachment that does not exist, and a Node.js buffer is a list of numbers to other clients. */
    private static void requireNoBytes(String place, JsonValue value) {
        boolean placeholder =
                value.field("_placeholder").flatMap(JsonValue::bool).orElse(false);
        boolean buffer = value.text("type").filter("Buffer"::equals).isPresent()
                && value.field("data").filter(JsonValue::isArray).isPresent();
        if (placeholder || buffer) {
            throw RejectedException.invalid(place + ": bytes (expected: JSON)");
        }
        value.items().forEach(item -> requireNoBytes(place, item));
        value.names().forEach(name -> value.field(name).ifPresent(field -> requireNoBytes(place, field)));
    }

    @Override
    public void checkFrame(String field, String frame, String event) {
        if (parse(field, frame).text("type").filter(event::equals).isEmpty()) {
            throw RejectedException.invalid(
                    field + ".type: not the event (expected: an object with the same text as event)");
        }
    }

    private static JsonValue parseBounded(String data) {
        int bytes = data.getBytes(UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw RejectedException.invalid("data: " + bytes + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        return parse("data", data);
    }

    private static JsonValue parse(String field, String json) {
        try {
            return Json.parse(json);
        } catch (MalformedJsonException malformed) {
            throw RejectedException.invalid(field + ": malformed (expected: JSON)");
        }
    }

    /** Requires texts short enough for any screen, with something to see, without control characters. */
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
            boolean reorders = NAME.matcher(path).find() ? Texts.hasBidiControl(text) : !Texts.isBidiClosed(text);
            if (!text.isBlank() && (Texts.isInvisible(text) || reorders)) {
                throw RejectedException.invalid("data" + path
                        + ": invisible, or with a bidirectional control that is open or in a name"
                        + " (expected: visible text)");
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
    private static void requireWellFormed(String place, JsonValue value, int depth) {
        if (depth == 0) {
            throw RejectedException.invalid(place + ": nests too deep (expected: at most " + MAX_DEPTH + " levels)");
        }
        value.text().ifPresent(text -> requireWellFormed(place, text));
        value.items().forEach(item -> requireWellFormed(place, item, depth - 1));
        value.names().forEach(name -> {
            requireWellFormed(place, name);
            value.field(name).ifPresent(field -> requireWellFormed(place, field, depth - 1));
        });
    }

    private static void requireWellFormed(String place, String text) {
        if (!Texts.isWellFormed(text)) {
            throw RejectedException.invalid(place + ": halves of characters (expected: text)");
        }
    }
}
