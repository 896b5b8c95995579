package dev.carewire.event;

import java.util.Optional;

/**
 * A user's preference for one kind of notification.
 *
 * @param kind the wire name of the kind, or {@link #ANY}
 * @param enabled whether the user receives this kind at all
 * @param least the lowest priority that the user receives
 * @param quietHours when the user receives nothing below urgent
 */
public record NotificationPreference(
        String kind, boolean enabled, NotificationPriority least, Optional<QuietHours> quietHours) {

    /** Stands for all kinds without a preference of their own. */
    public static final String ANY = "*";

    /** Whether the user receives a notification of that priority. */
    public boolean wants(NotificationPriority priority) {
        return enabled && priority.compareTo(least) >= 0;
    }
}
