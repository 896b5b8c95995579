package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Moments at which clocks on the wall show something, on the days on which they are changed too. */
public final class LocalTimeResolver {

    private LocalTimeResolver() {}

    /** When a clock first shows this time or, on the day on which it is put forward over it, a later one. */
    public static Instant earliestInstant(LocalDateTime shown, ZoneId zone) {
        return gapTransition(shown, zone)
                .orElseGet(() -> shown.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }

    /** When a clock last begins to show this time; as {@link #earliestInstant} where it is put forward over it. */
    public static Instant latestInstant(LocalDateTime shown, ZoneId zone) {
        return gapTransition(shown, zone)
                .orElseGet(() -> shown.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }

    private static Optional<Instant> gapTransition(LocalDateTime shown, ZoneId zone) {
        return Optional.ofNullable(zone.getRules().getTransition(shown))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getInstant);
    }
}
