package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.emission.CustomEventNames;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.SampleEvents;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what a dialect says of every sample event, field by field and in order, with the files in
 * {@code golden/<dialect>}: arrays of the messages, empty for an event without words.
 */
public abstract class GoldenMessages {

    private final String dialect;

    /** The words of {@code dialect}. */
    protected GoldenMessages(String dialect) {
        this.dialect = dialect;
    }

    protected abstract List<String> render(Event<?> event);

    @Test
    void everyDeclaredEventHasASample() {
        assertThat(SampleEvents.all().stream().<EventType<?>>map(Event::type)).containsAll(EventCatalog.ALL);
    }

    @TestFactory
    Stream<DynamicTest> saysOfEachEventWhatTheContractSays() {
        Map<String, Integer> samples = new HashMap<>();
        return SampleEvents.all().stream().map(event -> {
            int sample = samples.merge(event.type().name(), 1, Integer::sum);
            String file = event.type().name() + (sample == 1 ? "" : "-" + sample) + ".json";
            return DynamicTest.dynamicTest(file, () -> assertThat(said(event)).isEqualTo(golden(file)));
        });
    }

    /** Else another back end could say what this server alone is to say. */
    @Test
    void keepsItsNamesFromCustomEvents() throws MalformedJsonException {
        for (Event<?> event : SampleEvents.all()) {
            if (!CustomEvents.ALL.contains(event.type())) {
                for (String message : render(event)) {
                    String name = Json.parse(message).items().get(0).text().orElseThrow();
                    assertThat(CustomEventNames.isReserved(name)).as(name).isTrue();
                }
            }
        }
    }

    private String said(Event<?> event) throws MalformedJsonException {
        return normalized("[" + String.join(",", render(event)) + "]");
    }

    private String golden(String file) throws IOException, MalformedJsonException {
        String path = "/golden/" + dialect + "/" + file;
        try (InputStream stored = GoldenMessages.class.getResourceAsStream(path)) {
            assertThat(stored).as(path).isNotNull();
            return normalized(new String(stored.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** One message a line, without the blanks that make the files readable. */
    private static String normalized(String messages) throws MalformedJsonException {
        return String.join(
                "\n", Json.parse(messages).items().stream().map(JsonValue::json).toList());
    }
}
