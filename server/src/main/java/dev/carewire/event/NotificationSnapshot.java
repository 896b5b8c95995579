package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A notification for one user.
 *
 * @param userId who is told
 * @param kind what it is about, such as {@code task_assigned} or {@code general}
 * @param mustAcknowledge whether it is repeated until somebody confirms it
 * @param relatedKind the sort of record it points to, such as {@code task}
 * @param actionUrl where a click leads, relative to the front end
 * @param originId the notification that this one passes on, because its user did not answer
 * @param metadata what its kind's clients need besides: the text of a JSON object
 */
public record NotificationSnapshot(
        String id,
        String userId,
        String kind,
        String title,
        String message,
        NotificationPriority priority,
        boolean mustAcknowledge,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl,
        Optional<String> originId,
        Optional<String> metadata,
        Instant createdAt) {

    /** Ids alone: the text may name a patient. */
    @Override
    public String toString() {
        return "NotificationSnapshot[" + id + ", user=" + userId + "]";
    }
}
