package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.emission.CustomEventNames;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.SampleEvents;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the messages of a dialect for every sample event, field by field and in order, with the files in
 * {@code golden/<dialect>}. Each file is an array of messages; an event without messages needs no file.
 * {@code -Dgolden=write} writes missing files, for review.
 */
public abstract class GoldenMessages {

    private final String dialect;

    /** The messages of {@code dialect}. */
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
        return SampleEvents.all().stream().filter(this::isOfThisFamily).map(event -> {
            int sample = samples.merge(event.type().name(), 1, Integer::sum);
            String file = event.type().name() + (sample == 1 ? "" : "-" + sample) + ".json";
            return DynamicTest.dynamicTest(file, () -> assertThat(said(event)).isEqualTo(golden(file, event)));
        });
    }

    /** An event in the wire format of another family has no message in this one. */
    private boolean isOfThisFamily(Event<?> event) {
        return !(event.payload() instanceof VerbatimMessage) || !render(event).isEmpty();
    }

    /** Otherwise another back end could send messages that only this server may send. */
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

    private String golden(String file, Event<?> event) throws IOException, MalformedJsonException {
        Path path = Path.of("src/test/resources/golden", dialect, file);
        boolean silent = SilentEvents.contains(event.type().name(), dialect);
        if (!Files.exists(path) && !silent && "write".equals(System.getProperty("golden"))) {
            Files.writeString(path, "[" + String.join(",\n", render(event)) + "]\n");
        }
        if (!Files.exists(path) && silent) {
            return normalized("[]");
        }
        assertThat(path)
                .as("run this test with -Dgolden=write and review the file")
                .exists();
        return normalized(Files.readString(path));
    }

    /** One message per line, without the whitespace that makes the files readable. */
    private static String normalized(String messages) throws MalformedJsonException {
        return String.join(
                "\n", Json.parse(messages).items().stream().map(JsonValue::json).toList());
    }
}
