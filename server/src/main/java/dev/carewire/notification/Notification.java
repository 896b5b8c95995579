package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored notification.
 *
 * @param snapshot what it says
 * @param sequence its place in the order of creation; the cursor of its user's history
 * @param state how far it has come
 * @param deliveredAt when it was first written to a live session of its user
 * @param seen when and by whom it was first seen
 * @param acknowledged when and by whom it was acknowledged
 * @param dismissedAt when its user put it away
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
     * When something was done, and by whom.
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

    /** What is acknowledged together: the notification that began it, under its id. */
    public String rootId() {
        return snapshot.originId().orElse(snapshot.id());
    }

    /** Whether its user has neither seen nor put it away. */
    public boolean isUnread() {
        return state.compareTo(NotificationState.SEEN) < 0 && dismissedAt.isEmpty();
    }
}
