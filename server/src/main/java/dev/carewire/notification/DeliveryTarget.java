package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import java.util.List;

/** One session, as notifications reach it. Any thread; never blocks, nor throws for a session that has ended. */
@FunctionalInterface
public interface DeliveryTarget {

    /**
     * Writes to that session alone what was waiting for its user.
     *
     * @param waiting in the order of creation
     * @param unread how many of the user's notifications are unread, these included
     */
    void deliver(List<NotificationSnapshot> waiting, int unread);
}
