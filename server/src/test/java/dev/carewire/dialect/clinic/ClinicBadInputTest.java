package dev.carewire.dialect.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carewire.dialect.Callers;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.hub.EventFilter;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every command of the clinic system with every kind of invalid argument. Messages that are rejected before they reach
 * the dialect, such as those before admission, are covered by the edge's tests.
 */
class ClinicBadInputTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T08:30:00.123Z"), ZoneOffset.UTC);
    private static final String LONG = "x".repeat(321);

    private static final String PING = "ping";

    /** Arguments that are not objects: rejected by every command but {@code ping}, which ignores them. */
    private static final List<String> NO_OBJECTS = List.of(
            "0",
            "-1",
            "1.5",
            "1e99",
            "true",
            "false",
            "\"\"",
            "\"waiting\"",
            "\"" + LONG + "\"",
            "[]",
            "[{}]",
            "[null]");

    /** The fields of each filter. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            "subscribe:queue",
            List.of("doctorId", "roomId", "status"),
            "subscribe:appointments",
            List.of("doctorId", "date", "status"),
            "subscribe:visits",
            List.of("patientId", "doctorId", "status"));

    private static final List<String> BAD_VALUES = List.of("1", "true", "{}", "[7]", "[[]]");

    private final CommandTable commands = ClinicCommandTable.over(hub(), CLOCK);

    private static Hub hub() {
        return new Hub(
                new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), CLOCK);
    }

    /** The only client of a separate hub. */
    private static TestClient client() {
        Hub hub = hub();
        CommandTable commands = ClinicCommandTable.over(hub, CLOCK);
        return new TestClient(
                "s1",
                Callers.caller(SampleEvents.TENANT, "user-1", Role.NURSE),
                hub,
                new TextEncoding(event -> List.of()),
                commands::receive);
    }

    @Test
    void knowsEveryCommandOfTheTable() {
        assertThat(commands.names())
                .containsExactly(
                        PING,
                        "subscribe:appointments",
                        "subscribe:invoices",
                        "subscribe:prescriptions",
                        "subscribe:queue",
                        "subscribe:visits",
                        "unsubscribe:appointments",
                        "unsubscribe:queue",
                        "unsubscribe:visits");
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoObject() {
        return commands.names().stream()
                .filter(name -> !name.equals(PING))
                .flatMap(name -> NO_OBJECTS.stream().map(value -> refused(name, value, "argument")));
    }

    @TestFactory
    Stream<DynamicTest> refusesFieldsOfAnotherTypeOrLength() {
        return FIELDS.keySet().stream()
                .flatMap(name -> FIELDS.get(name).stream()
                        .flatMap(field -> Stream.concat(
                                        BAD_VALUES.stream(),
                                        field.equals("status") ? Stream.empty() : Stream.of("\"" + LONG + "\""))
                                .map(value -> refused(name, "{\"" + field + "\":" + value + "}", field))));
    }

    private static DynamicTest refused(String name, String argument, String field) {
        return dynamicTest(name + " " + argument, () -> {
            TestClient client = client();
            client.send("[\"subscribe:queue\",{\"roomId\":\"room-1\"}]");
            EventFilter interest = client.session().eventFilter();
            Set<RoomKey> rooms = client.session().rooms();
            String message = "[\"" + name + "\"," + argument + "]";

            client.send(message);
            List<String> told = client.takeReceived();
            Optional<String> answer = client.ask(message);

            assertThat(told).hasSize(1);
            assertThat(told.get(0))
                    .startsWith("[\"error\",{\"code\":\"INVALID\",\"message\":\"" + field + ": invalid (expected: ")
                    .endsWith("\"event\":\"" + name + "\"}]")
                    .doesNotContain(LONG);
            assertThat(answer.orElseThrow())
                    .startsWith("[{\"success\":false,\"error\":\"" + field + ": invalid (expected: ")
                    .endsWith("\"code\":\"INVALID\"}]");
            assertThat(client.session().rooms()).isEqualTo(rooms);
            assertThat(client.session().eventFilter()).isSameAs(interest);
        });
    }

    @TestFactory
    Stream<DynamicTest> acceptsNothingUnknownIdsAndWhatItDoesNotKnow() {
        return commands.names().stream()
                .flatMap(name -> Stream.of(
                                "",
                                ",null",
                                ",{}",
                                ",{\"doctorId\":\"nobody\",\"roomId\":\"nowhere\",\"patientId\":\"nobody\"}",
                                ",{\"unknown\":[1,{}],\"doctorId\":null}",
                                ",null,\"offset-1\"")
                        .map(arguments -> dynamicTest(name + arguments, () -> {
                            TestClient client = client();
                            assertThat(client.ask("[\"" + name + "\"" + arguments + "]"))
                                    .contains("[{\"success\":true}]");
                            assertThat(client.takeReceived()).hasSize(name.equals(PING) ? 1 : 0);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> refusesBytes() {
        return commands.names().stream()
                .map(name -> dynamicTest(name, () -> {
                    TestClient client = client();
                    client.send("[\"" + name + "\",{\"_placeholder\":true,\"num\":0}]", List.of(new byte[] {1, 2, 3}));
                    assertThat(client.takeReceived())
                            .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"attachments: 1"
                                    + " (expected: none)\",\"event\":\"" + name + "\"}]");
                    assertThat(client.session().roomCount()).isEqualTo(2);
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsNoEvent() {
        return Stream.of(
                        "",
                        "null",
                        "{}",
                        "[]",
                        "[null]",
                        "[7,{}]",
                        "[[\"ping\"]]",
                        "[{\"ping\":1}]",
                        "[\"ping\"",
                        "ping")
                .map(text -> dynamicTest("'" + text + "'", () -> {
                    TestClient client = client();
                    client.send(text);
                    assertThat(client.takeReceived())
                            .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"message: malformed"
                                    + " (expected: an array of event name and arguments)\"}]");
                }));
    }
}
