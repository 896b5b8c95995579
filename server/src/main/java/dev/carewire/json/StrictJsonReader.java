package dev.carewire.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.carewire.text.CalendarDays;
import dev.carewire.text.ExtraFields;
import dev.carewire.text.Moments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads records that other systems wrote. Each mandatory field must be present with its exact type, without coercion,
 * and unknown fields are errors. Enum constants may have any case. Immutable; any thread.
 */
public final class StrictJsonReader {

    private static final String FIELD_NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

    /** The attribute of a reading that holds the clinic's time zone. */
    private static final String ZONE = "zone";

    private final JsonMapper mapper;

    /** A reader for the format that {@link Json} writes. */
    public StrictJsonReader() {
        JsonMapper.Builder strict = Json.mapper()
                .rebuild()
                .addModule(new SimpleModule()
                        .addDeserializer(Instant.class, new StrictInstantDeserializer())
                        .addDeserializer(LocalDate.class, new StrictDayDeserializer()))
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .withCoercionConfigDefaults(
                        any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            strict.withCoercionConfig(LogicalType.Textual, text -> text.setCoercion(shape, CoercionAction.Fail));
        }
        this.mapper = strict.build();
    }

    /**
     * Reads one record. Days are read by the rule of {@link CalendarDays}.
     *
     * @param zone the clinic's, in which days begin
     * @param maxFaults the number of faults after which the search for further ones ends, 1 or more
     * @throws InvalidFieldException with all faults, if the text does not match {@code type} or the constructors of
     *     its records reject it
     */
    public <T extends Record> T read(String text, Class<T> type, ZoneId zone, int maxFaults)
            throws InvalidFieldException {
        ObjectReader reader = mapper.readerFor(type).withAttribute(ZONE, zone);
        try {
            return read(text, type, reader);
        } catch (JsonMappingException unfit) {
            throw new InvalidFieldException(faults(unfit, text, reader, maxFaults));
        } catch (JsonProcessingException malformed) {
            throw new InvalidFieldException(List.of(FieldFault.of("", "malformed (expected: JSON)")));
        }
    }

    private static <T extends Record> T read(String text, Class<T> type, ObjectReader reader)
            throws JsonProcessingException {
        T value = reader.readValue(text);
        if (value == null) {
            throw MismatchedInputException.from(null, type, "no object");
        }
        return value;
    }

    /** Finds one fault after the other: the earlier ones have placeholders then. */
    private List<FieldFault> faults(JsonMappingException first, String text, ObjectReader reader, int maxFaults) {
        List<FieldFault> faults = new ArrayList<>();
        Placeholders placeholders = new Placeholders(tree(text));
        Optional<JsonMappingException> next = Optional.of(first);
        while (next.isPresent() && faults.size() < maxFaults) {
            FieldFault fault = fault(next.get(), placeholders);
            if (faults.contains(fault)) {
                return faults;
            }
            faults.add(fault);
            next = mend(next.get(), fault, placeholders) ? mismatch(placeholders, reader) : Optional.empty();
        }
        return faults;
    }

    private static Optional<JsonMappingException> mismatch(Placeholders placeholders, ObjectReader reader) {
        try {
            reader.readValue(placeholders.root());
            return Optional.empty();
        } catch (JsonMappingException unfit) {
            return Optional.of(unfit);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonNode tree(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException readBefore) {
            throw new UncheckedIOException(readBefore);
        }
    }

    private static FieldFault fault(JsonMappingException unfit, Placeholders text) {
        String field = fieldPath(unfit.getPath());
        if (unfit instanceof UnrecognizedPropertyException) {
            return FieldFault.of(field, "unknown (expected: no such field)");
        }
        if (unfit instanceof ValueInstantiationException refused) {
            return recordViolation(refused, field);
        }
        if (unfit instanceof MismatchedInputException mismatch) {
            JsonNode found = text.at(unfit.getPath());
            return FieldFault.of(
                    field,
                    (found.isMissingNode() || found.isNull() ? "missing" : "invalid") + " (expected: "
                            + expected(mismatch.getTargetType()) + ")");
        }
        return FieldFault.of(field, "invalid");
    }

    /** The fault that the record's constructor found. Its messages begin with the field and hold no values. */
    private static FieldFault recordViolation(ValueInstantiationException refused, String record) {
        if (refused.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            String parent = record.isEmpty() ? "" : record + ".";
            return new FieldFault(parent + subject(cause.getMessage()), parent + cause.getMessage());
        }
        return FieldFault.of(record, "invalid");
    }

    private static String subject(String message) {
        return message.split(":", 2)[0];
    }

    private static boolean mend(JsonMappingException unfit, FieldFault fault, Placeholders placeholders) {
        if (unfit instanceof UnrecognizedPropertyException) {
            return placeholders.remove(unfit.getPath());
        }
        if (unfit instanceof ValueInstantiationException refused) {
            String component = fault.field().substring(fault.field().lastIndexOf('.') + 1);
            return placeholders.setComponent(unfit.getPath(), refused.getType().getRawClass(), component);
        }
        return unfit instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && placeholders.set(unfit.getPath(), mismatch.getTargetType());
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "a value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == ExtraFields.class) {
            return "an object of " + ExtraFields.LIMITS;
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Instant.class) {
            return "an ISO date and time with offset, 1900 to 2200";
        }
        if (type == LocalDate.class) {
            return "a day, YYYY-MM-DD";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == double.class || type == Double.class ? "a number" : "a whole number";
        }
        return Iterable.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    /**
     * The path to the field, such as {@code patient.id}. Implausible names are replaced, since they may be client data.
     */
    private static String fieldPath(List<JsonMappingException.Reference> steps) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : steps) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(step.getFieldName().matches(FIELD_NAME) ? step.getFieldName() : "(field)");
            }
        }
        return path.toString();
    }

    private static final class StrictDayDeserializer extends StdScalarDeserializer<LocalDate> {

        private static final long serialVersionUID = 1;

        StrictDayDeserializer() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
            }
            Optional<LocalDate> day = CalendarDays.parse(parser.getText(), (ZoneId) context.getAttribute(ZONE));
            return day.isPresent()
                    ? day.get()
                    : (LocalDate) context.handleWeirdStringValue(LocalDate.class, parser.getText(), "no day");
        }
    }

    private static final class StrictInstantDeserializer extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        StrictInstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                Instant moment =
                        Moments.truncated(OffsetDateTime.parse(parser.getText()).toInstant());
                if (Moments.isValid(moment)) {
                    return moment;
                }
            } catch (DateTimeException malformed) {
                // Reported below, like a value out of range.
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "no moment");
        }
    }
}
