package dev.carewire.adapter.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emission.PayloadParser;
import dev.carewire.event.Event;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestZones;
import dev.carewire.json.Json;
import dev.carewire.json.MalformedJsonException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadParserTest {

    private final JsonPayloadParser payloads = new JsonPayloadParser(TestZones.UTC);

    enum Colour {
        LIGHT_BLUE,
        RED
    }

    record Part(String name, long cents) {
        Part {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name: blank (expected: a text)");
            }
            if (cents == 7) {
                throw new IllegalStateException("Marker");
            }
        }
    }

    record Whole(
            String id,
            int count,
            boolean open,
            Colour colour,
            Instant at,
            Part part,
            List<String> tags,
            Optional<String> note,
            Optional<Colour> shade) {}

    static Stream<Event<?>> samples() {
        return SampleEvents.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEveryPayloadAsItIsWritten(Event<?> event) {
        Record read = payloads.read(
                SampleEvents.TENANT,
                Json.write(event.payload()),
                event.payload().getClass());

        assertThat(read).isEqualTo(event.payload());
    }

    record Ids(String id, String patientId, List<String> memberIds, Optional<String> extra) {}

    @Test
    void readsIdsThatAreNumbersAndRemembersThem() throws Exception {
        String data = "{\"id\":17,\"patientId\":\"p-1\",\"memberIds\":[3,\"a\"]}";

        assertThat(payloads.read(SampleEvents.TENANT, data, Ids.class))
                .isEqualTo(new Ids("17", "p-1", List.of("3", "a"), Optional.empty()));
        assertThat(payloads.parse(SampleEvents.TENANT, data, Ids.class).numericIds())
                .containsExactlyInAnyOrder("17", "3");
        assertThat(new NumericIds(Json.parse("{\"extra\":{\"id\":5},\"count\":7}")).found())
                .isEmpty();
    }

    private static String whole(String field, String value) {
        String good = """
                {"id":"a","count":1,"open":true,"colour":"light_blue","at":"2026-11-20T16:00:00.1239+01:00",
                 "part":{"name":"p","cents":5},"tags":["t"]}
                """;
        return field.isEmpty()
                ? good
                : good.replaceFirst(
                        "\"" + field + "\":(\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\w+)", Matcher.quoteReplacement(value));
    }

    @Test
    void readsWordsInAnyCaseAndTimesOfAnyOffset() {
        assertThat(payloads.read(SampleEvents.TENANT, whole("", ""), Whole.class))
                .isEqualTo(new Whole(
                        "a",
                        1,
                        true,
                        Colour.LIGHT_BLUE,
                        Instant.parse("2026-11-20T15:00:00.123Z"),
                        new Part("p", 5),
                        List.of("t"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tags | \"tags\":[\"t\"],\"x\":1 | data.x: unknown (expected: no such field)",
                "id | \"id\":null | data.id: missing (expected: a text)",
                "id | \"id\":5.5 | data.id: invalid (expected: a text)",
                "id | \"id\":true | data.id: invalid (expected: a text)",
                "id | \"id\":{} | data.id: invalid (expected: a text)",
                "id | \"note\":\"n\" | data.id: missing (expected: a text)",
                "count | \"note\":\"n\" | data.count: missing (expected: a whole number)",
                "count | \"count\":null | data.count: missing (expected: a whole number)",
                "count | \"count\":\"1\" | data.count: invalid (expected: a whole number)",
                "count | \"count\":1.5 | data.count: invalid (expected: a whole number)",
                "count | \"count\":true | data.count: invalid (expected: a whole number)",
                "open | \"note\":\"n\" | data.open: missing (expected: true or false)",
                "open | \"open\":1 | data.open: invalid (expected: true or false)",
                "open | \"open\":\"true\" | data.open: invalid (expected: true or false)",
                "colour | \"colour\":\"Marker\" | data.colour: invalid (expected: one of light_blue, red)",
                "colour | \"colour\":0 | data.colour: invalid (expected: one of light_blue, red)",
                "colour | \"colour\":\"\" | data.colour: invalid (expected: one of light_blue, red)",
                "colour | \"shade\":\"Marker\" | data.shade: invalid (expected: one of light_blue, red); data.colour: missing (expected: one of light_blue, red)",
                "at | \"at\":\"Marker\" | data.at: invalid (expected: an ISO date and time with offset, 1900 to 2200)",
                "at | \"at\":\"2026-11-20T15:00:00\" | data.at: invalid (expected: an ISO date and time with offset, 1900 to 2200)",
                "at | \"at\":\"1899-12-31T23:59:59Z\" | data.at: invalid (expected: an ISO date and time with offset, 1900 to 2200)",
                "at | \"at\":1764000000 | data.at: invalid (expected: an ISO date and time with offset, 1900 to 2200)",
                "part | \"part\":[] | data.part: invalid (expected: an object); data.part.cents: missing (expected: a whole number); data.part.name: missing (expected: a text)",
                "part | \"part\":{\"name\":\"p\"} | data.part.cents: missing (expected: a whole number)",
                "part | \"part\":{\"name\":\" \",\"cents\":5} | data.part.name: blank (expected: a text)",
                "part | \"part\":{\"name\":\"Marker\",\"cents\":7} | data.part: invalid",
                "tags | \"tags\":[null] | data.tags[0]: missing (expected: a text)",
                "tags | \"tags\":\"t\" | data.tags: invalid (expected: an array)",
                "tags | \"tags\":[\"t\"],\"Marker person\":1 | data.(field): unknown (expected: no such field)"
            })
    void refusesWhatIsNoSuchRecordWithoutItsValues(String field, String instead, String text) {
        assertRefused(() -> payloads.read(SampleEvents.TENANT, whole(field, instead), Whole.class), text);
    }

    /** Events that were stored before a field was added must stay readable. */
    @Test
    void leavesReadersOfOurOwnTextsAsLenientAsTheyAre() throws MalformedJsonException {
        assertThat(Json.read("{\"name\":\"p\"}", Part.class)).isEqualTo(new Part("p", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "7"})
    void refusesWhatIsNoObject(String data) {
        assertRefused(
                () -> payloads.read(SampleEvents.TENANT, data, Whole.class), "data: wrong type (expected: an object)");
    }

    @Test
    void refusesTextsThatAreTooLongOrNone() {
        assertRefused(
                () -> payloads.read(
                        SampleEvents.TENANT, whole("name", "\"name\":\"" + "x".repeat(10_001) + "\""), Whole.class),
                "data.part.name: 10001 characters (expected: at most 10000)");
        for (String bad : new String[] {"\\u0000", "\\u001b", "\\ud800"}) {
            assertRefused(
                    () -> payloads.read(SampleEvents.TENANT, whole("name", "\"name\":\"" + bad + "\""), Whole.class),
                    "data.part.name: control characters or halves of characters (expected: text)");
        }
    }

    @Test
    void refusesMoreThan64Kibibytes() {
        assertThatCode(() -> payloads.check("\"" + "x".repeat(65_534) + "\"")).doesNotThrowAnyException();
        assertRefused(
                () -> payloads.check("\"" + "ä".repeat(32_767) + "x\""), "data: 65537 bytes (expected: at most 65536)");
        assertRefused(
                () -> payloads.read(SampleEvents.TENANT, "\"" + "x".repeat(65_535) + "\"", Whole.class),
                "data: 65537 bytes (expected: at most 65536)");
    }

    @Test
    void letsOtherDataPassUpToADepth() {
        int most = PayloadParser.MAX_DEPTH;
        assertThatCode(() -> payloads.check("{\"a\":[1,null,\"\\u0007\"]}")).doesNotThrowAnyException();
        assertThatCode(() -> payloads.check("[".repeat(most - 1) + "1" + "]".repeat(most - 1)))
                .doesNotThrowAnyException();
        assertRefused(
                () -> payloads.check("[".repeat(most) + "1" + "]".repeat(most)),
                "data: nests too deep (expected: at most 32 levels)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "[{\"a\":\"x\\udc00\"}]", "{\"\\ud800\":1}"})
    void refusesHalvesOfCharacters(String data) {
        assertRefused(() -> payloads.check(data), "data: halves of characters (expected: text)");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RejectedException.class, refusal -> {
            assertThat(refusal.text()).isEqualTo(text);
            assertThat(refusal.rejection()).isEqualTo(Rejection.INVALID);
        });
    }
}
