package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;

/**
 * A task that somebody is to do.
 *
 * @param title one line of 1 to 200 characters
 */
public record AssignedTask(String id, String title, NotificationPriority priority) {

    /** The id alone: the title is free text. */
    @Override
    public String toString() {
        return "AssignedTask[" + id + "]";
    }
}
