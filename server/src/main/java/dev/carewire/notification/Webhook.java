package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;
import dev.carewire.identity.TenantId;
import java.time.Instant;

/** A system of the clinic's that is told when nobody acknowledges. */
public interface Webhook {

    /** Whether there is one. */
    boolean isConfigured();

    /**
     * Tells it, and waits for its answer, for seconds at most. The same call may be made twice after a crash; it can be told by the
     * notification's id.
     *
     * @return whether it confirmed
     */
    boolean call(UnacknowledgedNotification unanswered);

    /**
     * What it is told: ids and kinds, no patient data.
     *
     * @param id the notification's
     * @param userId who did not acknowledge
     */
    record UnacknowledgedNotification(
            TenantId tenant, String id, String userId, String kind, NotificationPriority priority, Instant createdAt) {}
}
