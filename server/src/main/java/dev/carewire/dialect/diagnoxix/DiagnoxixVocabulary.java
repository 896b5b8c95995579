package dev.carewire.dialect.diagnoxix;

import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;

import dev.carewire.dialect.Vocabulary;
import java.util.List;

/**
 * Diagnoxix's names for events. Its clients know notifications only; events of back ends have neither title nor text.
 */
final class DiagnoxixVocabulary {

    private DiagnoxixVocabulary() {}

    static Vocabulary create() {
        return Vocabulary.builder()
                .render(NOTIFICATION_CREATED, (created, at) -> List.of(DiagnoxixJson.frame(created.notification())))
                .render(NOTIFICATION_REPEATED, (repeated, at) -> List.of(DiagnoxixJson.frame(repeated.notification())))
                .verbatimFrames(DiagnoxixFamily.WIRE.family())
                .silentOtherwise();
    }
}
