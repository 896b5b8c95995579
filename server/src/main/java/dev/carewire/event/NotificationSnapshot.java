package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A notification for one user.
 *
 * @param userId the recipient
 * @param kind its topic, such as {@code task_assigned} or {@code general}
 * @param mustAcknowledge whether it is repeated until a recipient acknowledges it
 * @param relatedKind the kind of the related record, such as {@code task}
 * @param actionUrl the target of a click, relative to the front end
 * @param originId the notification that this one escalates, because its user did not acknowledge it
 * @param metadata further data for its kind's clients: the text of a JSON object
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

    /** Shows ids only: the text may name a patient. */
    @Override
    public String toString() {
        return "NotificationSnapshot[" + id + ", user=" + userId + "]";
    }
}
