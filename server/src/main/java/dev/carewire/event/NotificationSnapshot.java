package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A notification for one user.
 *
 * @param userId who is told
 * @param kind what it is about, such as {@code task_assigned} or {@code general}
 * @param relatedKind the sort of record it points to, such as {@code task}
 * @param actionUrl where a click leads, relative to the front end
 */
public record NotificationSnapshot(
        String id,
        String userId,
        String kind,
        String title,
        String message,
        NotificationPriority priority,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl,
        Instant createdAt) {

    /** Ids alone: the text may name a patient. */
    @Override
    public String toString() {
        return "NotificationSnapshot[" + id + ", user=" + userId + "]";
    }
}
