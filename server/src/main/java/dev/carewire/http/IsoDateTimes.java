package dev.carewire.http;

import dev.carewire.json.Json;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses the dates and times of clients. Every method returns empty for malformed text. */
final class IsoDateTimes {

    private IsoDateTimes() {}

    /** A date and time with offset. */
    static Optional<Instant> instant(String text) {
        return Json.parseInstant(text);
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
