package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;

/**
 * A task for an assignee.
 *
 * @param title one line of 1 to 200 characters
 */
public record AssignedTask(String id, String title, NotificationPriority priority) {

    /** Shows the id only: the title is free text. */
    @Override
    public String toString() {
        return "AssignedTask[" + id + "]";
    }
}
