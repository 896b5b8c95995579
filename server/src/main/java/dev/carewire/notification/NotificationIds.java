package dev.carewire.notification;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates notification ids: the contract's {@code notify-} and milliseconds, followed by a random distinction. For
 * clients that need UUIDs, each id maps to a UUID of version 7 and back. Stateless; any thread.
 */
public final class NotificationIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern ID = Pattern.compile("notify-(0|[1-9][0-9]{0,14})-([89a-f][0-9a-f]{15})");

    private static final int VERSION = 7;
    private static final long LAST_MILLIS = (1L << 48) - 1;

    /** Set in every id; in UUIDs, the first bit of the variant. */
    private static final long VARIANT_HIGH_BIT = 1L << 63;

    /** In UUIDs, the second bit of the variant, which is fixed; the id's bit is stored beside the version. */
    private static final long VARIANT_LOW_BIT = 1L << 62;

    private NotificationIds() {}

    static String next(Instant at) {
        return format(at.toEpochMilli(), RANDOM.nextLong() | VARIANT_HIGH_BIT);
    }

    private static String format(long millis, long distinction) {
        return "notify-" + millis + "-" + Long.toHexString(distinction);
    }

    /** The UUID for {@code id}, unique to it; empty if this class did not create the id. */
    public static Optional<UUID> toUuid(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long millis = Long.parseLong(parts.group(1));
        long distinction = Long.parseUnsignedLong(parts.group(2), 16);
        long beside = (distinction & VARIANT_LOW_BIT) == 0 ? 0 : 1;
        return millis > LAST_MILLIS
                ? Optional.empty()
                : Optional.of(new UUID(millis << 16 | (long) VERSION << 12 | beside, distinction & ~VARIANT_LOW_BIT));
    }

    /** The id for a UUID from {@link #toUuid}; any other text unchanged. */
    public static String fromUuid(String text) {
        UUID uuid;
        try {
            uuid = UUID.fromString(text);
        } catch (IllegalArgumentException other) {
            return text;
        }
        long beside = uuid.getMostSignificantBits() & 0xfff;
        if (uuid.version() != VERSION || uuid.variant() != 2 || beside > 1) {
            return text;
        }
        return format(
                uuid.getMostSignificantBits() >>> 16,
                uuid.getLeastSignificantBits() | (beside == 0 ? 0 : VARIANT_LOW_BIT));
    }
}
