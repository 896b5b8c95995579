package dev.carewire.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.VisitEvents;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventCodecTest {

    private static final Pattern BEFORE = Pattern.compile(",\"before\":\\{[^}]*}");

    private final JsonEventCodec codec = new JsonEventCodec();

    static Stream<Event<?>> samples() {
        return SampleEvents.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrote(Event<?> event) {
        String text = codec.encode(event);

        assertThat(codec.decode(text)).isEqualTo(event);
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void samplesCoverTheCatalogue() {
        assertThat(samples().<EventType<?>>map(Event::type)).containsAll(EventCatalog.ALL);
    }

    @Test
    void keepsTheSessionThatNeedNotBeTold() {
        Event<MessageRead> event = MessagingEvents.MESSAGE_READ.newEventExcept(
                new TenantId("tenant-1"),
                Instant.parse("2026-11-20T15:00:00.123Z"),
                "session-1",
                new MessageRead("thread-1", "message-1", "dr-chen", Instant.parse("2026-11-20T15:00:00.120Z")));

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void keepsTheIdsThatWereNumbers() {
        Event<?> event = samples().findFirst().orElseThrow().withNumericIds(Set.of("17", "3"));

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void readsEventsThatWereStoredBeforeTheySaidWhatWasBefore() {
        List<Event<?>> stored = samples()
                .filter(event -> BEFORE.matcher(codec.encode(event)).find())
                .toList();

        assertThat(stored)
                .<EventType<?>>extracting(Event::type)
                .containsOnly(
                        QueueEvents.QUEUE_UPDATED,
                        AppointmentEvents.APPOINTMENT_UPDATED,
                        AppointmentEvents.APPOINTMENT_CANCELLED,
                        VisitEvents.VISIT_UPDATED);
        assertThat(stored).allSatisfy(event -> {
            String older = BEFORE.matcher(codec.encode(event)).replaceFirst("");
            assertThat(codec.encode(codec.decode(older))).doesNotContain("\"dr-before\"");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":\"queue.updated\"}",
                "{\"type\":\"no.such-event\",\"id\":\"x\"}",
                "{\"id\":\"not-a-uuid\",\"type\":\"patient.deleted\",\"tenant\":\"t\",\"at\":\"2026-11-20T15:00:00Z\","
                        + "\"payload\":{\"patientId\":\"p\"}}",
                "{\"id\":\"a2b0b1f8-9d43-4f6e-8a39-0c8a7b4f6f10\",\"type\":\"patient.deleted\",\"tenant\":\"t\","
                        + "\"at\":\"yesterday\",\"payload\":{\"patientId\":\"p\"}}",
                "{\"id\":\"a2b0b1f8-9d43-4f6e-8a39-0c8a7b4f6f10\",\"type\":\"patient.deleted\",\"tenant\":\"t\","
                        + "\"at\":\"2026-11-20T15:00:00Z\",\"payload\":{\"patientId\":{}}}"
            })
    void refusesWhatItDidNotWriteWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(text))
                .withMessage("event: not readable (expected: what encode wrote)");
    }
}
