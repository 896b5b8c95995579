package dev.carewire.emission;

import dev.carewire.event.NotificationPriority;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of a notification, without the fields that the server adds. Its texts are not validated yet.
 *
 * @param kind its topic, such as {@code task_assigned}
 * @param relatedKind the kind of the related record, such as {@code task}
 * @param actionUrl the target of a click, relative to the front end
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

    /** Shows the kind only: texts may name a patient. */
    @Override
    public String toString() {
        return "NotificationContent[" + kind + "]";
    }
}
