package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored notification.
 *
 * @param snapshot its content
 * @param sequence its position in the order of creation; the cursor of its user's history
 * @param state the state it has reached
 * @param deliveredAt when it was first written to a live session of its user
 * @param seen time and user of its first view
 * @param acknowledged time and user of its acknowledgment
 * @param dismissedAt when its user dismissed it
 */
public record Notification(
        NotificationSnapshot snapshot,
        long sequence,
        NotificationState state,
        Optional<Instant> deliveredAt,
        Optional<UserAction> seen,
        Optional<UserAction> acknowledged,
        Optional<Instant> dismissedAt) {

    /**
     * The time and the user of an action.
     *
     * @param by user id
     */
    public record UserAction(Instant at, String by) {}

    public String id() {
        return snapshot.id();
    }

    public String userId() {
        return snapshot.userId();
    }

    /** The id of the notification that started the escalation; all its escalated copies are acknowledged together. */
    public String rootId() {
        return snapshot.originId().orElse(snapshot.id());
    }

    /** Whether its user has neither seen nor dismissed it. */
    public boolean isUnread() {
        return state.compareTo(NotificationState.SEEN) < 0 && dismissedAt.isEmpty();
    }
}
