package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Moments at which clocks on the wall show something, on the days on which they are changed too. */
public final class LocalTimes {

    private LocalTimes() {}

    /** When a clock first shows this time or, on the day on which it is put forward over it, a later one. */
    public static Instant first(LocalDateTime shown, ZoneId zone) {
        return gap(shown, zone)
                .orElseGet(() -> shown.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }

    /** When a clock last begins to show this time; as {@link #first} where it is put forward over it. */
    public static Instant last(LocalDateTime shown, ZoneId zone) {
        return gap(shown, zone)
                .orElseGet(() -> shown.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }

    private static Optional<Instant> gap(LocalDateTime shown, ZoneId zone) {
        return Optional.ofNullable(zone.getRules().getTransition(shown))
                .filter(ZoneOffsetTransition::isGap)
                .map(ZoneOffsetTransition::getInstant);
    }
}
