package dev.carewire.http;

import dev.carewire.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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
        try {
            return text.length() == DAY_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }

    /** {@code 09:30}. */
    static Optional<LocalTime> timeOfDay(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException no) {
            return Optional.empty();
        }
    }
}
