package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonValue;
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
 * The fields of a client's JSON object. Each question takes the names that different clients use for one thing, and the first
 * that is given counts; a missing field and null are alike. What is not of the asked type is refused as INVALID, with the
 * name of the field and never with its value. Fields that nobody asks for are ignored. Immutable.
 */
public final class JsonFields {

    private static final List<String> DOCTOR_NAMES = List.of("doctorId", "providerId", "doctor", "provider");

    private final JsonValue object;

    public JsonFields(JsonValue object) {
        this.object = object;
    }

    public Optional<String> text(String... names) {
        return read("a text", JsonValue::text, names);
    }

    /**
     * A text, a whole number as its digits, or an object that has one of these as {@code _id} or {@code id}. A blank text is
     * let through: it asks for nothing to be referred to.
     */
    public Optional<String> id(String... names) {
        return read("an id, or an object with an _id", JsonFields::idOf, names);
    }

    /** The doctor of a record, whom clients also call its provider; empty if none is given. */
    public Optional<String> doctorId() {
        return DOCTOR_NAMES.stream().flatMap(name -> id(name).stream()).findFirst();
    }

    /**
     * The doctor who is to take over from {@code current}. Whole documents name the doctor twice, so an id that is not
     * {@code current} is what somebody changed; empty if there is none.
     */
    public Optional<String> changedDoctorId(String current) {
        return DOCTOR_NAMES.stream()
                .flatMap(name -> id(name).stream())
                .filter(id -> !id.equals(current))
                .findFirst();
    }

    /** The ids in an array, without duplicates; none if the field is missing. */
    public Set<String> ids(String name) {
        return new HashSet<>(idList(name));
    }

    /** The ids in an array, in its order; none if the field is missing. */
    public List<String> idList(String name) {
        return read("an array of ids", JsonFields::idsOf, name).orElse(List.of());
    }

    /** The text of a JSON object. */
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

    /** An amount of money in cents: a whole number under the one name, or as {@code 120.50} under the other. */
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

    /** A day, as {@code 2026-11-20} or as the ISO text of its midnight in UTC. */
    public Optional<LocalDate> day(String... names) {
        return read("a day, YYYY-MM-DD", value -> value.text().flatMap(IsoDateTimes::dayOrMidnight), names);
    }

    /** A time of day, as {@code 09:30}. */
    public Optional<LocalTime> timeOfDay(String name) {
        return read("a time of day, HH:mm", value -> value.text().flatMap(IsoDateTimes::timeOfDay), name);
    }

    /** What one of these words stands for. */
    public <E extends Enum<E>> Optional<E> enumValue(WireNames<E> words, String name) {
        return read(words.expected(), value -> value.text().flatMap(words::parse), name);
    }

    /** {@link #enumValue}; empty also for a word with which {@code current} is shown: that is no change. */
    public <E extends Enum<E>> Optional<E> changedEnumValue(WireNames<E> words, E current, String name) {
        return enumValue(words, name)
                .filter(meaning ->
                        !words.matching(text(name).orElseThrow()).orElseThrow().contains(current));
    }

    private <T> Optional<T> read(String expected, Function<JsonValue, Optional<T>> reading, String... names) {
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

    /** Nothing of the values: they may be patient data. */
    @Override
    public String toString() {
        return "JsonFields" + object.names();
    }
}
