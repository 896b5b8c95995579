package dev.carewire.event;

import java.util.Optional;

/**
 * What a user wants to be told of one kind of notification.
 *
 * @param kind the word of the kind, or {@link #ANY}
 * @param enabled whether they want to be told at all
 * @param least the lowest priority of which they want to be told
 * @param quietHours when they want to be told of nothing that is less than urgent
 */
public record NotificationPreference(
        String kind, boolean enabled, NotificationPriority least, Optional<QuietHours> quietHours) {

    /** In place of a kind: all kinds that the user said nothing about. */
    public static final String ANY = "*";

    /** Whether the user wants to be told of a notification of that priority. */
    public boolean wants(NotificationPriority priority) {
        return enabled && priority.compareTo(least) >= 0;
    }
}
