package dev.carewire.reference;

import dev.carewire.text.TimeZones;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the rejections of fields, which state the expected value, into JSON schemas. An expectation without a schema
 * becomes the description of the field.
 */
final class ExpectedValues {

    private static final Pattern EXPECTED = Pattern.compile("(?:invalid|missing|unknown) \\(expected: (.*)\\)");
    private static final Pattern LENGTH = Pattern.compile("(?:one line|a text) of 1 to (\\d+) characters");
    private static final Pattern BOUNDS = Pattern.compile("must be from (-?\\d+) to (\\d+)");
    private static final Pattern RANGE = Pattern.compile("(?:a whole number, )?(\\d+)\\.\\.(\\d+)");
    private static final Pattern COUNT = Pattern.compile(": \\d+(?: rooms)? \\(expected: at most (\\d+)\\)");
    private static final Pattern WORDS = Pattern.compile("one of (.*)");
    private static final Pattern FEW_WORDS = Pattern.compile("[a-z]+(?:, [a-z]+)* or [a-z]+");

    private static final Map<String, Object> RANGE_OBJECT = Map.of(
            "type", "object", "properties", Map.of("min", Map.of("type", "number"), "max", Map.of("type", "number")));

    private static final Map<String, Map<String, Object>> SCHEMAS = Map.ofEntries(
            Map.entry("a text", Map.of("type", "string")),
            Map.entry("an id", Map.of("type", List.of("string", "integer"))),
            Map.entry("an id, or an object with an _id", Map.of("$ref", "#/components/schemas/Reference")),
            Map.entry(
                    "an array of ids",
                    Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Reference"))),
            Map.entry("an array of texts", Map.of("type", "array", "items", Map.of("type", "string"))),
            Map.entry("an array", Map.of("type", "array", "items", Map.of())),
            Map.entry("an object", Map.of("type", "object")),
            Map.entry("an object of types", Map.of("type", "object")),
            Map.entry("true or false", Map.of("type", "boolean")),
            Map.entry("a whole number", Map.of("type", "integer")),
            Map.entry("an amount with at most two decimals", Map.of("type", "number", "multipleOf", 0.01)),
            Map.entry("an ISO date and time with offset", Map.of("type", "string", "format", "date-time")),
            Map.entry(
                    "a day, YYYY-MM-DD",
                    Map.of(
                            "type",
                            "string",
                            "format",
                            "date",
                            "description",
                            "Also a date and time with offset: midnight is the day as written, any other the day of the clinic's time zone")),
            Map.entry("a time of day, HH:mm", Map.of("type", "string", "pattern", "^[0-2][0-9]:[0-5][0-9]$")),
            Map.entry(
                    "an array of times of day, HH:mm",
                    Map.of("type", "array", "items", Map.of("type", "string", "pattern", "^[0-2][0-9]:[0-5][0-9]$"))),
            Map.entry(
                    "an array of monday to sunday",
                    Map.of(
                            "type",
                            "array",
                            "items",
                            Map.of(
                                    "enum",
                                    List.of(
                                            "monday",
                                            "tuesday",
                                            "wednesday",
                                            "thursday",
                                            "friday",
                                            "saturday",
                                            "sunday")))),
            Map.entry(TimeZones.EXPECTED, Map.of("type", "string", "description", "IANA time zone")),
            Map.entry(
                    "a number, or an object of systolic and diastolic",
                    Map.of(
                            "oneOf",
                            List.of(
                                    Map.of("type", "number"),
                                    Map.of(
                                            "type",
                                            "object",
                                            "required",
                                            List.of("systolic", "diastolic"),
                                            "properties",
                                            Map.of(
                                                    "systolic",
                                                    Map.of("type", "number"),
                                                    "diastolic",
                                                    Map.of("type", "number")))))),
            Map.entry(
                    "an object of min and max, or of systolic and diastolic",
                    Map.of(
                            "type",
                            "object",
                            "properties",
                            Map.of(
                                    "min",
                                    Map.of("type", "number"),
                                    "max",
                                    Map.of("type", "number"),
                                    "systolic",
                                    RANGE_OBJECT,
                                    "diastolic",
                                    RANGE_OBJECT))),
            Map.entry(
                    "the X-Next-Cursor of a page of the same list",
                    Map.of("type", "string", "description", "The X-Next-Cursor of the page before")),
            Map.entry(
                    "a day, YYYY-MM-DD, or an ISO date and time with offset",
                    Map.of(
                            "oneOf",
                            List.of(
                                    Map.of("type", "string", "format", "date"),
                                    Map.of("type", "string", "format", "date-time")))),
            Map.entry(
                    "1, or the X-Next-Cursor of the page before as cursor",
                    Map.of("enum", List.of("1"), "description", "Pages after the first one are requested by cursor")),
            Map.entry("the nextCursor of a page", Map.of("type", "string", "description", "The nextCursor of a page")));

    private ExpectedValues() {}

    /** Adds the constraint that a rejection states to a schema. */
    static void add(Map<String, Object> schema, String rejection) {
        Matcher length = LENGTH.matcher(rejection);
        if (length.find()) {
            schema.put("minLength", 1);
            schema.put("maxLength", Integer.valueOf(length.group(1)));
        }
        Matcher bounds = BOUNDS.matcher(rejection);
        if (bounds.find()) {
            schema.put("minimum", Long.valueOf(bounds.group(1)));
            schema.put("maximum", Long.valueOf(bounds.group(2)));
        }
        Matcher count = COUNT.matcher(rejection);
        if (count.find()) {
            schema.put("maxItems", Integer.valueOf(count.group(1)));
        }
        if (rejection.endsWith(" must be a whole number")) {
            schema.put("type", "integer");
        }
        Matcher expected = EXPECTED.matcher(rejection);
        if (expected.find()) {
            schema.putAll(new TreeMap<>(schema(expected.group(1))));
        }
    }

    private static Map<String, Object> schema(String expected) {
        Matcher range = RANGE.matcher(expected);
        if (range.matches()) {
            Map<String, Object> number = new LinkedHashMap<>();
            number.put("type", "integer");
            number.put("minimum", Long.valueOf(range.group(1)));
            number.put("maximum", Long.valueOf(range.group(2)));
            return number;
        }
        Matcher words = WORDS.matcher(expected);
        if (words.matches()) {
            // The order of synonyms varies.
            return Map.of(
                    "enum",
                    Arrays.stream(words.group(1).split(", ", -1)).sorted().toList());
        }
        if (!SCHEMAS.containsKey(expected) && FEW_WORDS.matcher(expected).matches()) {
            return Map.of("enum", List.of(expected.split(", | or ", -1)));
        }
        return SCHEMAS.getOrDefault(expected, Map.of("description", expected));
    }
}
