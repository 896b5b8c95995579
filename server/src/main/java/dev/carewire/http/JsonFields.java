package dev.carewire.http;

import dev.carewire.command.Checked;
import dev.carewire.command.Fault;
import dev.carewire.command.FieldChecks;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.json.Baseline;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.UnknownFields;
import dev.carewire.text.CalendarDays;
import dev.carewire.text.TimeZones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The fields of a client's JSON object, for a parser. Each accessor takes the names that different clients use for a
 * field; the first one present counts. A missing field and null are equivalent. A faulty field reads as absent, and
 * {@link #parse} then rejects all faulty fields together. Messages name the field and never contain the value. Other
 * fields are ignored; {@link #unknown} has them. One thread.
 *
 * <p>The fields of a change differ in two ways. A value that the record has already counts as missing, so that clients may
 * send back a whole document in which they changed one field. Of the names of a field, any may hold the change; two names with
 * different changes are faulty.
 */
public final class JsonFields {

    private static final String[] DOCTOR_NAMES = {"doctorId", "providerId", "doctor", "provider"};

    private final JsonValue object;
    private final ZoneId zone;
    private final Optional<Baseline> baseline;
    private final FieldChecks checks = new FieldChecks();

    /** The names that accessors took. */
    private final Set<String> read = new HashSet<>();

    private JsonFields(JsonValue object, ZoneId zone, Optional<Baseline> baseline) {
        this.object = object;
        this.zone = zone;
        this.baseline = baseline;
    }

    /** Parses a JSON object without days and times of day; otherwise like {@link #parse(JsonValue, ZoneId, Function)}. */
    public static <T> T parse(JsonValue object, Function<JsonFields, T> parser) {
        return parse(object, ZoneOffset.UTC, parser);
    }

    /**
     * Parses a JSON object.
     *
     * @param zone the clinic's, in which days begin
     * @param parser reads every field, whether or not earlier ones are faulty. A parser that needs the values of
     *     {@link #required} fields returns a {@link Supplier}, which may read them
     * @throws RejectedException INVALID, with all faulty fields
     */
    public static <T> T parse(JsonValue object, ZoneId zone, Function<JsonFields, T> parser) {
        return new JsonFields(object, zone, Optional.empty()).parsed(parser);
    }

    /**
     * Parses a JSON object that changes a record.
     *
     * @param zone the clinic's, in which days begin
     * @param baseline the record before the change
     * @param parser as for {@link #parse(JsonValue, ZoneId, Function)}
     * @throws RejectedException INVALID, with all faulty fields
     */
    public static <T> T parseChange(JsonValue object, ZoneId zone, Baseline baseline, Function<JsonFields, T> parser) {
        return new JsonFields(object, zone, Optional.of(baseline)).parsed(parser);
    }

    private <T> T parsed(Function<JsonFields, T> parser) {
        T parsed = parser.apply(this);
        checks.requireValid();
        return parsed;
    }

    /**
     * Requires a field.
     *
     * @param reading one of the accessors
     */
    public <T> Checked<T> required(String name, Supplier<Optional<T>> reading) {
        return checks.require(new Fault(name, name + " is required"), reading);
    }

    /** {@link #required(String, Supplier)} with a description of the expected value for the message. */
    public <T> Checked<T> required(String name, String expected, Supplier<Optional<T>> reading) {
        return checks.require(new Fault(name, name + ": missing (expected: " + expected + ")"), reading);
    }

    /** Any text. */
    public Optional<String> text(String... names) {
        return read("a text", JsonValue::text, names);
    }

    /** A line, as {@link Fields#line} requires it. */
    public Optional<String> line(String... names) {
        return checkedText(Fields::line, names);
    }

    /** A {@link #line}, or a blank text, which clears the field. */
    public Optional<String> clearableLine(String... names) {
        return checkedText((name, text) -> text.isBlank() ? text : Fields.line(name, text), names);
    }

    /** A text of 1 to {@code maxLength} characters, as {@link Fields#prose} requires it. */
    public Optional<String> prose(int maxLength, String... names) {
        return checkedText((name, text) -> Fields.prose(name, text, maxLength), names);
    }

    /** A text of several lines as {@link Fields#prose} requires it, or a blank text, which clears the field. */
    public Optional<String> clearableProse(String... names) {
        return checkedText((name, text) -> text.isBlank() ? text : Fields.prose(name, text), names);
    }

    /**
     * An id: text, a whole number, which yields its digits, or an object with one of these as {@code _id} or
     * {@code id}. A blank text is accepted: it clears the reference.
     */
    public Optional<String> id(String... names) {
        return read("an id, or an object with an _id", JsonFields::idOf, names);
    }

    /** The doctor of a record, which some clients call the provider; empty if no field is present. */
    public Optional<String> doctorId() {
        return id(DOCTOR_NAMES);
    }

    /** The ids in an array, without duplicates; empty if the field is missing. */
    public Set<String> ids(String name) {
        return new HashSet<>(idList(name));
    }

    /** The ids in an array, in their order; empty if the field is missing. */
    public List<String> idList(String name) {
        return read("an array of ids", JsonFields::idsOf, name).orElse(List.of());
    }

    /** The texts in an array, in their order. */
    public Optional<List<String>> texts(String name) {
        return read("an array of texts", JsonFields::textsOf, name);
    }

    /** A JSON object, as text. */
    public Optional<String> object(String name) {
        return read(
                "an object",
                value -> Optional.of(value).filter(JsonValue::isObject).map(JsonValue::json),
                name);
    }

    public Optional<Boolean> flag(String name) {
        return read("true or false", JsonValue::bool, name);
    }

    /** A whole number from {@code min} to {@code max}. */
    public Optional<Long> number(long min, long max, String... names) {
        return first(
                (name, value) ->
                        Fields.within(name, typed("a whole number", JsonFields::wholeNumber, name, value), min, max),
                names);
    }

    /**
     * An amount of money in cents, from {@code min} to {@code max}. The first field holds it as a whole number, the
     * second as a decimal such as {@code 120.50}.
     */
    public Optional<Long> cents(long min, long max, String inCents, String inMainUnits) {
        return first(
                (name, value) -> Fields.within(
                        inCents,
                        name.equals(inCents)
                                ? typed("a whole number", JsonFields::wholeNumber, name, value)
                                : typed("an amount with at most two decimals", JsonFields::hundredths, name, value),
                        min,
                        max),
                inCents,
                inMainUnits);
    }

    /** A whole number from {@code min} to {@code max}, stated together in the message. */
    public Optional<Integer> numberWithin(int min, int max, String name) {
        return read(
                "a whole number, " + min + ".." + max,
                value -> value.integer().stream()
                        .filter(number -> number >= min && number <= max)
                        .mapToObj(Math::toIntExact)
                        .findFirst(),
                name);
    }

    /** An ISO date and time with its offset. */
    public Optional<Instant> instant(String... names) {
        return read("an ISO date and time with offset", value -> value.text().flatMap(IsoDateTimes::instant), names);
    }

    /** A day, by the rule of {@link CalendarDays}. */
    public Optional<LocalDate> day(String... names) {
        return read("a day, YYYY-MM-DD", value -> value.text().flatMap(text -> CalendarDays.parse(text, zone)), names);
    }

    /** A time of day such as {@code 09:30}. */
    public Optional<LocalTime> timeOfDay(String name) {
        return read("a time of day, HH:mm", value -> value.text().flatMap(IsoDateTimes::timeOfDay), name);
    }

    /** A time zone, as {@link TimeZones} knows it. */
    public Optional<ZoneId> timeZone(String... names) {
        return read(TimeZones.EXPECTED, value -> value.text().flatMap(TimeZones::parse), names);
    }

    /** The enum constant with this name. */
    public <E extends Enum<E>> Optional<E> enumValue(WireNames<E> words, String name) {
        return read(words.expected(), value -> value.text().flatMap(words::parse), name);
    }

    /** Like {@link #enumValue}, for a change of a record: a name that clients see for several constants. */
    public <E extends Enum<E>> EnumChange<E> enumChange(WireNames<E> words, String name) {
        Optional<Set<E>> constants =
                read(words.expected(), value -> value.text().flatMap(words::matching), name);
        return new EnumChange<>(constants.orElse(Set.of()));
    }

    /** A field with a format of its own. */
    public <T> Optional<T> read(String expected, Function<JsonValue, Optional<T>> reading, String... names) {
        return first((name, value) -> typed(expected, reading, name, value), names);
    }

    /** The clinic's time zone, in which the object states its days and times of day. */
    public ZoneId zone() {
        return zone;
    }

    /**
     * The fields that no accessor has read so far and that the server does not write.
     *
     * @param formats the record, in each format in which clients may send it back
     */
    public UnknownFields unknown(List<JsonObject> formats) {
        return UnknownFields.of(object, read, baseline.orElse(Baseline.NONE), formats);
    }

    /** Whether the object has this field, with whatever value but null. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Ignores fields that the server has computed for this client: they are neither changes nor unknown. */
    public void ignore(String... names) {
        read.addAll(List.of(names));
    }

    private Optional<String> checkedText(TextCheck check, String... names) {
        return first((name, value) -> check.check(name, typed("a text", JsonValue::text, name, value)), names);
    }

    private <T> Optional<T> first(FieldReader<T> reader, String... names) {
        read.addAll(List.of(names));
        if (baseline.isPresent()) {
            return new FieldChange<>(reader, baseline.get(), checks).of(object, names);
        }
        for (String name : names) {
            Optional<JsonValue> value = object.field(name);
            if (value.isPresent()) {
                return checks.check(name, () -> reader.read(name, value.get())).valid();
            }
        }
        return Optional.empty();
    }

    private static <T> T typed(
            String expected, Function<JsonValue, Optional<T>> reading, String name, JsonValue value) {
        return reading.apply(value)
                .orElseThrow(() ->
                        RejectedException.invalid(new Fault(name, name + ": invalid (expected: " + expected + ")")));
    }

    private static Optional<Long> wholeNumber(JsonValue value) {
        return value.integer().stream().boxed().findFirst();
    }

    private static Optional<Long> hundredths(JsonValue value) {
        return value.hundredths().stream().boxed().findFirst();
    }

    private static Optional<String> idOf(JsonValue value) {
        return value.isObject()
                ? value.field("_id").or(() -> value.field("id")).flatMap(JsonValue::id)
                : value.id().or(value::text);
    }

    private static Optional<List<String>> idsOf(JsonValue array) {
        List<String> ids = new ArrayList<>();
        for (JsonValue item : array.items()) {
            Optional<String> id = idOf(item);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
        }
        return array.isArray() ? Optional.of(ids) : Optional.empty();
    }

    private static Optional<List<String>> textsOf(JsonValue array) {
        List<String> texts =
                array.items().stream().flatMap(item -> item.text().stream()).toList();
        return array.isArray() && texts.size() == array.items().size() ? Optional.of(texts) : Optional.empty();
    }

    /** Shows no values: they may be patient data. */
    @Override
    public String toString() {
        return "JsonFields" + object.names();
    }

    /**
     * The new value of an enum field.
     *
     * @param constants those for which clients see the given name; empty if the field is missing
     * @param <E> the enum
     */
    public record EnumChange<E extends Enum<E>>(Set<E> constants) {

        public EnumChange {
            constants = Set.copyOf(constants);
        }

        /** The value that replaces {@code current}; empty if clients see {@code current} under the given name. */
        public Optional<E> replacing(E current) {
            return constants.contains(current)
                    ? Optional.empty()
                    : constants.stream().min(Comparator.naturalOrder());
        }
    }

    @FunctionalInterface
    private interface TextCheck {
        String check(String name, String text);
    }
}
