package dev.carewire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.carewire.text.ExtraFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads JSON as the wire contracts require: instants as {@code 2026-11-20T15:00:00.000Z}, absent values
 * omitted. Any thread; never blocks.
 */
public final class Json {

    /** Deepest nesting of values; a deeper text is malformed. */
    public static final int MAX_DEPTH = 64;

    /** Most digits of a number; a longer one is malformed, because its parsing time grows out of proportion. */
    public static final int MAX_NUMBER_LENGTH = 100;

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new MillisSerializer())
                    .addSerializer(ExtraFields.class, new ExtraFieldsJson.Serializer())
                    .addDeserializer(ExtraFields.class, new ExtraFieldsJson.Deserializer()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Loads the classes for reading and writing. The first use takes a quarter of a second, too long for an event loop.
     * Blocks.
     */
    public static void warmUp() {
        try {
            MAPPER.readTree(MAPPER.writeValueAsString(Map.of("prepared", List.of(1, true))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The JSON text of maps, lists, records, strings, numbers, booleans, instants and combinations of them. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJsonException if {@code text} is not one JSON value; the message does not contain it
     */
    public static JsonValue parse(String text) throws MalformedJsonException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new MalformedJsonException();
            }
            return new JsonValue(node);
        } catch (JsonProcessingException malformed) {
            throw new MalformedJsonException();
        }
    }

    /**
     * Reads a record that {@link #write} wrote.
     *
     * @throws MalformedJsonException if the text is not a {@code type}; the message does not contain it
     */
    public static <T> T read(String text, Class<T> type) throws MalformedJsonException {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new MalformedJsonException();
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw new MalformedJsonException();
        }
    }

    /** Whether a valid JSON text is nested at most {@value #MAX_DEPTH} levels deep. */
    public static boolean isWithinMaxDepth(String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length() && depth <= MAX_DEPTH; i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString) {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            }
        }
        return depth <= MAX_DEPTH;
    }

    /** For this package's readers only. */
    static JsonMapper mapper() {
        return MAPPER;
    }

    /** An instant as every dialect with ISO dates formats it: UTC with milliseconds. */
    public static String formatInstant(Instant instant) {
        return MILLIS.format(instant);
    }

    /**
     * The instant of a date and time with offset; empty for any other text. The year has four digits, since arithmetic
     * on longer ones may overflow.
     */
    public static Optional<Instant> parseInstant(String text) {
        if (text.startsWith("+") || text.startsWith("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static final class MillisSerializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(formatInstant(value));
        }
    }
}
