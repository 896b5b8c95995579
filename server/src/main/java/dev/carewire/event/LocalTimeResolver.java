package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Resolves local times to instants, including those that a change of the clocks skips or repeats. */
public final class LocalTimeResolver {

    private LocalTimeResolver() {}

    /** The first instant with this local time. If the clocks skip it, the instant of the change. */
    public static Instant earliestInstant(LocalDateTime shown, ZoneId zone) {
        return gapTransition(shown, zone)
                .orElseGet(() -> shown.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
    }

    /**
     * The instant with this local time: of two, the one at {@code preferred}, or the first if neither is. If the clocks skip it, the
     * instant of the change.
     */
    public static Instant instant(LocalDateTime shown, ZoneId zone, ZoneOffset preferred) {
        return gapTransition(shown, zone)
                .orElseGet(() -> ZonedDateTime.ofLocal(shown, zone, preferred).toInstant());
    }

    /** The last instant with this local time. If the clocks skip it, the instant of the change. */
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
