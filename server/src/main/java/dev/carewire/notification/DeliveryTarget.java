package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import java.util.List;

/** One session as the target of notifications. Any thread; never blocks, nor throws for a session that has ended. */
@FunctionalInterface
public interface DeliveryTarget {

    /**
     * Writes the notifications that the session lacks, to this session only.
     *
     * @param waiting in the order of creation
     * @param unread the user's number of unread notifications, including these
     */
    void deliver(List<NotificationSnapshot> waiting, int unread);
}
