package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.UnknownFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a client's JSON object. Each accessor takes the names that different clients use for a field; the first
 * one present counts. A missing field and null are equivalent. A value of the wrong type is rejected as INVALID; the
 * message names the field and never contains the value. {@link #unknown} has the other fields. One thread.
 */
public final class JsonFields {

    private static final List<String> DOCTOR_NAMES = List.of("doctorId", "providerId", "doctor", "provider");

    private final JsonValue object;

    /** The names that accessors took. */
    private final Set<String> read = new HashSet<>();

    public JsonFields(JsonValue object) {
        this.object = object;
    }

    public Optional<String> text(String... names) {
        return read("a text", JsonValue::text, names);
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
        read.addAll(DOCTOR_NAMES);
        return DOCTOR_NAMES.stream().flatMap(name -> id(name).stream()).findFirst();
    }

    /**
     * The doctor who replaces {@code current}. Complete documents contain the doctor twice, so the id that differs from
     * {@code current} is the change. Empty if there is none.
     */
    public Optional<String> changedDoctorId(String current) {
        read.addAll(DOCTOR_NAMES);
        return DOCTOR_NAMES.stream()
                .flatMap(name -> id(name).stream())
                .filter(id -> !id.equals(current))
                .findFirst();
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

    /** A whole number. */
    public Optional<Long> number(String... names) {
        return read("a whole number", value -> value.integer().stream().boxed().findFirst(), names);
    }

    /**
     * An amount of money in cents: a whole number in the first field, or a decimal such as {@code 120.50} in the
     * second.
     */
    public Optional<Long> cents(String inCents, String inMainUnits) {
        return number(inCents)
                .or(() -> read(
                        "an amount with at most two decimals",
                        value -> value.hundredths().stream().boxed().findFirst(),
                        inMainUnits));
    }

    /** A whole number from {@code min} to {@code max}. */
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

    /** A day: {@code 2026-11-20}, or that day's midnight in UTC as an ISO text. */
    public Optional<LocalDate> day(String... names) {
        return read("a day, YYYY-MM-DD", value -> value.text().flatMap(IsoDateTimes::dayOrMidnight), names);
    }

    /** A time of day such as {@code 09:30}. */
    public Optional<LocalTime> timeOfDay(String name) {
        return read("a time of day, HH:mm", value -> value.text().flatMap(IsoDateTimes::timeOfDay), name);
    }

    /** The enum constant with this name. */
    public <E extends Enum<E>> Optional<E> enumValue(WireNames<E> words, String name) {
        return read(words.expected(), value -> value.text().flatMap(words::parse), name);
    }

    /** Like {@link #enumValue}; also empty for a name that clients see for {@code current}, which is no change. */
    public <E extends Enum<E>> Optional<E> changedEnumValue(WireNames<E> words, E current, String name) {
        return enumValue(words, name)
                .filter(meaning ->
                        !words.matching(text(name).orElseThrow()).orElseThrow().contains(current));
    }

    /**
     * The fields that no accessor has read so far and that the server does not write.
     *
     * @param formats the record, in each format in which clients may send it back
     */
    public UnknownFields unknown(List<JsonObject> formats) {
        return UnknownFields.of(object, read, formats);
    }

    private <T> Optional<T> read(String expected, Function<JsonValue, Optional<T>> reading, String... names) {
        read.addAll(List.of(names));
        for (String name : names) {
            Optional<JsonValue> value = object.field(name);
            if (value.isPresent()) {
                return Optional.of(reading.apply(value.get())
                        .orElseThrow(() -> RejectedException.invalid(name + ": invalid (expected: " + expected + ")")));
            }
        }
        return Optional.empty();
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
}
