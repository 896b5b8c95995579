package dev.carewire.setting;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations with a unit, such as {@code 25s}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private Durations() {}

    /** {@code 500ms}, {@code 25s}, {@code 2m} or {@code 1h}; empty for anything else. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(Duration.of(
                        Long.parseLong(parts.group(1)), UNITS.getOrDefault(parts.group(2), ChronoUnit.SECONDS)))
                : Optional.empty();
    }
}
