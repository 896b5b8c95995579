package dev.carewire.dialect.standard;

import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationState;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.QueueStatus;

/** derm-app's wire names for states. */
final class StandardWireNames {

    private StandardWireNames() {}

    static String of(AppointmentStatus status) {
        return switch (status) {
            case PENDING, SCHEDULED, CONFIRMED, RESCHEDULED -> "scheduled";
            case CHECKED_IN -> "checked_in";
            case IN_ROOM -> "in_room";
            case WITH_PROVIDER -> "with_provider";
            case CHECKOUT -> "checkout";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case NO_SHOW -> "no_show";
        };
    }

    static String of(QueueStatus status) {
        return switch (status) {
            case WAITING -> "waiting";
            case IN_PROGRESS -> "in_progress";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case NO_SHOW -> "no_show";
        };
    }

    static String of(PresenceStatus status) {
        return switch (status) {
            case ONLINE -> "online";
            case AWAY -> "away";
            case OFFLINE -> "offline";
        };
    }

    static String of(NotificationPriority priority) {
        return switch (priority) {
            case LOW -> "low";
            case NORMAL -> "normal";
            case HIGH -> "high";
            case URGENT, EMERGENCY -> "urgent";
        };
    }

    static String of(NotificationState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case DELIVERED -> "delivered";
            case SEEN -> "seen";
            case ACKNOWLEDGED -> "acknowledged";
        };
    }
}
