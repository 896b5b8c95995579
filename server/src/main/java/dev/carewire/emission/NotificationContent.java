package dev.carewire.emission;

import dev.carewire.event.NotificationPriority;
import java.util.Objects;
import java.util.Optional;

/**
 * What a notification says: the record of the event without what the server adds to it. Its texts are not checked yet.
 *
 * @param kind what it is about, such as {@code task_assigned}
 * @param relatedKind the sort of record it points to, such as {@code task}
 * @param actionUrl where a click leads, relative to the front end
 * @param metadata the text of a JSON object
 */
public record NotificationContent(
        String kind,
        String title,
        String message,
        NotificationPriority priority,
        Optional<String> relatedKind,
        Optional<String> relatedId,
        Optional<String> actionUrl,
        Optional<String> metadata) {

    public NotificationContent {
        Objects.requireNonNull(priority, "priority");
    }

    /** The kind alone: texts may name a patient. */
    @Override
    public String toString() {
        return "NotificationContent[" + kind + "]";
    }
}
