package dev.carewire.dialect;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the list of silent events. With {@code -Dgolden=write} the test rewrites the list when a dialect is missing from it. */
class SilentEventsTest {

    private static final Map<EventType<?>, List<Event<?>>> SAMPLES =
            SampleEvents.all().stream().collect(groupingBy(Event::type));

    @Test
    void noEventIsSilentUnnoticed() throws IOException {
        List<String> silent = new ArrayList<>();
        Map<String, Dialect> dialects = TestDialects.byName();
        for (EventType<?> type : EventCatalog.ALL) {
            List<String> names = dialects.values().stream()
                    .filter(dialect -> isSilent(dialect, type))
                    .map(Dialect::name)
                    .toList();
            if (!names.isEmpty()) {
                silent.add(type.name() + ": " + String.join(" ", names));
            }
        }

        if (!SilentEvents.dialects().equals(dialects.keySet()) && "write".equals(System.getProperty("golden"))) {
            Files.write(SilentEvents.FILE, silent);
        }
        assertThat(silent)
                .as(
                        "%s lists the dialects without a message for an event, in the order of the catalog. For a new event, either"
                                + " add a row to the vocabulary of each dialect that should have a message, or add the dialect to its"
                                + " line.",
                        SilentEvents.FILE)
                .containsExactlyElementsOf(SilentEvents.lines());
    }

    private static boolean isSilent(Dialect dialect, EventType<?> type) {
        return SAMPLES.getOrDefault(type, List.of()).stream()
                .allMatch(event -> dialect.render(event).isEmpty());
    }
}
