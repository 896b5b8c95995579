package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import java.util.List;

/**
 * The result of an announcement to all staff of a clinic.
 *
 * @param notifications one for each recipient, by user id; fewer than {@code recipients} if some could not be stored
 * @param recipients the clinic's staff
 * @param reached recipients with a notification and a session on this node; the others read it at their next connect
 */
public record Announced(List<NotificationSnapshot> notifications, int recipients, int reached) {
    public Announced {
        notifications = List.copyOf(notifications);
    }
}
