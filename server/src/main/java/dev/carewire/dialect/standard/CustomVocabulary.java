package dev.carewire.dialect.standard;

import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static dev.carewire.event.CustomEvents.CUSTOM_SIGNALLED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.event.CustomEvents.CustomMessage;
import java.util.List;

/** Custom events of other back ends, unchanged. */
final class CustomVocabulary {

    private CustomVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(CUSTOM_EMITTED).messages((message, at) -> verbatim(message));
        rows.event(CUSTOM_SIGNALLED).messages((message, at) -> verbatim(message));
        rows.verbatimEvents(StandardFamily.WIRE.family());
    }

    private static List<String> verbatim(CustomMessage message) {
        return List.of(
                EventMessage.verbatim(message.name(), message.data().stream().toList()));
    }
}
