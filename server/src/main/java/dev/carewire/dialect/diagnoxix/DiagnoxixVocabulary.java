package dev.carewire.dialect.diagnoxix;

import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;

import dev.carewire.dialect.Vocabulary;
import java.util.List;

/** That system's words for events. Its clients know notifications and nothing else; events of back ends have no title and no text. */
final class DiagnoxixVocabulary {

    private DiagnoxixVocabulary() {}

    static Vocabulary create() {
        return Vocabulary.builder()
                .render(NOTIFICATION_CREATED, (created, at) -> List.of(DiagnoxixJson.frame(created.notification())))
                .render(NOTIFICATION_REPEATED, (repeated, at) -> List.of(DiagnoxixJson.frame(repeated.notification())))
                .silentOtherwise();
    }
}
