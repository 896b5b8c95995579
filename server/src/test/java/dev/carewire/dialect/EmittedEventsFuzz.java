package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.command.RejectedException;
import dev.carewire.event.CustomEvents;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestZones;
import dev.carewire.fuzz.Fuzz;
import dev.carewire.fuzz.FuzzRandom;
import dev.carewire.json.Json;
import dev.carewire.json.MalformedJsonException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;

/** Every payload that another back end may emit for an event of the catalog can be stored and rendered by a dialect. */
@Tag("fuzz")
public abstract class EmittedEventsFuzz {

    private static final List<String> VOCABULARY = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e99",
            "0.5",
            "9999999999999999999",
            "\"\"",
            "\" \"",
            "\\u0000",
            "\\ud800",
            "🏥",
            "{}",
            "[]",
            "[null]",
            ",",
            ":",
            "\"",
            "\"1900-01-01\"",
            "\"+999999999-12-31\"",
            "\"2199-12-31T23:59:59.999+18:00\"",
            "\"0000-01-01T00:00:00Z\"",
            "x".repeat(330));

    /** The events that can be emitted by name. */
    private static final List<Event<?>> DECLARED = SampleEvents.all().stream()
            .filter(event -> !CustomEvents.ALL.contains(event.type()))
            .toList();

    private final JsonPayloadParser payloads = new JsonPayloadParser(TestZones.UTC);
    private final JsonEventCodec codec = new JsonEventCodec();
    private final AtomicInteger accepted = new AtomicInteger();

    protected abstract List<String> render(Event<?> event);

    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void whatIsAcceptedCanBeSaid(@ForAll long seed) throws MalformedJsonException {
        FuzzRandom chance = new FuzzRandom(seed);
        Event<?> sample = chance.choose(DECLARED);
        tell(sample.type(), chance.mutate(Json.write(sample.payload()), VOCABULARY));
    }

    private <P extends Record> void tell(EventType<P> type, String data) throws MalformedJsonException {
        P facts;
        try {
            facts = payloads.read(SampleEvents.TENANT, data, type.payload());
        } catch (RejectedException refusal) {
            assertThat(refusal.text()).startsWith("data");
            return;
        }
        accepted.incrementAndGet();
        Event<P> event = type.newEvent(SampleEvents.TENANT, SampleEvents.AT, facts);
        assertThat(event.rooms()).isNotEmpty();
        for (String message : render(event)) {
            assertThat(Json.parse(message).items()).isNotEmpty();
        }
        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @AfterProperty
    void someWereAccepted() {
        assertThat(accepted).hasPositiveValue();
    }
}
