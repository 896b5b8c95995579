package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;
import dev.carewire.identity.TenantId;
import java.time.Instant;

/** A system of the clinic's that is notified of unacknowledged notifications. */
public interface Webhook {

    /** Whether the clinic has one. */
    boolean isConfigured();

    /**
     * Calls the system, and waits for its answer for some seconds at most. After a crash, the same call may be
     * repeated; the notification's id identifies it.
     *
     * @return whether it confirmed
     */
    boolean call(UnacknowledgedNotification unanswered);

    /**
     * The content of a call: ids and kinds, no patient data.
     *
     * @param id the notification's
     * @param userId the user who did not acknowledge
     */
    record UnacknowledgedNotification(
            TenantId tenant, String id, String userId, String kind, NotificationPriority priority, Instant createdAt) {}
}
