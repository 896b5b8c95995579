package dev.carewire.text;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** The time zones that clients and administrators may name: those of the IANA list, as this Java runtime knows them. */
public final class TimeZones {

    /** The accepted names, for messages. */
    public static final String EXPECTED = "a time zone of the IANA list, such as Europe/Berlin";

    private static final Set<String> NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private TimeZones() {}

    /** The zone of this name, with exactly these letters; empty for an unknown one, and for an offset such as {@code +02:00}. */
    public static Optional<ZoneId> parse(String name) {
        return Optional.of(name).filter(NAMES::contains).map(ZoneId::of);
    }
}
