package dev.carewire.notification;

import java.security.SecureRandom;
import java.time.Instant;

/** New notifications' ids: the contract's {@code notify-} and milliseconds, and what tells those of one millisecond apart. */
final class NotificationIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private NotificationIds() {}

    static String next(Instant at) {
        return "notify-" + at.toEpochMilli() + "-" + Long.toHexString(RANDOM.nextLong() | 1L << 63);
    }
}
