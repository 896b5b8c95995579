package dev.carewire.dialect.standard;

import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static dev.carewire.event.CustomEvents.CUSTOM_SIGNALLED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.CustomEvents.CustomMessage;
import java.util.List;

/** What other back ends tell in their own words, as they said it. */
final class CustomVocabulary {

    private CustomVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(CUSTOM_EMITTED, (message, at) -> verbatim(message))
                .render(CUSTOM_SIGNALLED, (message, at) -> verbatim(message));
    }

    private static List<String> verbatim(CustomMessage message) {
        return List.of(EventMessage.verbatim(message.name(), message.data()));
    }
}
