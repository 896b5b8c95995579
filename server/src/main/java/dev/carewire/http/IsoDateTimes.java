package dev.carewire.http;

import dev.carewire.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/** Parses the dates and times of clients. Every method returns empty for malformed text. */
final class IsoDateTimes {

    private static final int DAY_LENGTH = "2026-11-20".length();

    private IsoDateTimes() {}

    /** A date and time with offset. */
    static Optional<Instant> instant(String text) {
        return Json.parseInstant(text);
    }

    /** {@code 2026-11-20}. */
    static Optional<LocalDate> day(String text) {
        return text.length() == DAY_LENGTH ? tryParse(text, LocalDate::parse) : Optional.empty();
    }

    /** {@code 2026-11-20}, or that day's midnight in UTC as an instant. */
    static Optional<LocalDate> dayOrMidnight(String text) {
        return day(text).or(() -> instant(text).map(midnight -> LocalDate.ofInstant(midnight, ZoneOffset.UTC)));
    }

    /** {@code 09:30}. */
    static Optional<LocalTime> timeOfDay(String text) {
        return tryParse(text, LocalTime::parse);
    }

    private static <T> Optional<T> tryParse(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }
}
