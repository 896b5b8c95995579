package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.TestDialects;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.hub.TrafficCounters.RejectedCommand;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.record.KeptRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message of derm-app's clients, with invalid arguments. */
class StandardBadInputTest {

    private static final String LONG = "\"" + "x".repeat(321) + "\"";
    private static final String ANSWER =
            "\\[\\{\"success\":false,\"error\":\"[ -~]+\",\"code\":\"(INVALID|NOT_FOUND|CONFLICT|FORBIDDEN)\"}]";

    /** Arguments that no command accepts. */
    private static final List<String> NO_ARGUMENT = List.of("true", "7", "[]", "\"\"", LONG, "[[]]", "\"\\u0000\"");

    /** Further arguments that a command does not accept, by command. ID, STRANGE and OTHERS stand for ids. */
    private static final Map<String, List<String>> FAULTY = Map.ofEntries(
            Map.entry("message:join-thread", List.of("null", "{}", "\"ID\"", "\"STRANGE-THREAD\"")),
            Map.entry("message:leave-thread", List.of("null", "{}")),
            Map.entry(
                    "message:typing",
                    List.of(
                            "null",
                            "{}",
                            "{\"threadId\":\"ID\"}",
                            "{\"threadId\":\"ID\",\"isTyping\":\"yes\"}",
                            "{\"threadId\":7,\"isTyping\":true}",
                            "{\"threadId\":" + LONG + ",\"isTyping\":true}",
                            "{\"threadId\":\"ID\",\"isTyping\":true}",
                            "{\"threadId\":\"STRANGE-THREAD\",\"isTyping\":true}")),
            Map.entry("user:status", List.of("null", "{}", "\"offline\"", "\"ONLINE\"")),
            Map.entry(
                    "patient:viewing",
                    List.of(
                            "null",
                            "{}",
                            "{\"patientId\":\"ID\"}",
                            "{\"patientId\":\"ID\",\"isViewing\":1}",
                            "{\"patientId\":[],\"isViewing\":true}",
                            "{\"patientId\":\"ID\",\"isViewing\":true}",
                            "{\"patientId\":\"STRANGE-PATIENT\",\"isViewing\":true}")),
            Map.entry("notification:seen", ids("id")),
            Map.entry(
                    "notification:mark-read",
                    List.of(
                            "null",
                            "{}",
                            "{\"ids\":[]}",
                            "{\"ids\":\"ID\"}",
                            "{\"ids\":[7]}",
                            "{\"ids\":[" + LONG + "]}")),
            Map.entry("notification:acknowledge", ids("id")),
            Map.entry("notification:dismiss", ids("id")),
            Map.entry("notification:preferences", List.of()),
            Map.entry("patient-flow:subscribe", List.of("{\"locationId\":7}", "{\"locationId\":" + LONG + "}")),
            Map.entry("patient-flow:unsubscribe", List.of("{\"locationId\":7}")),
            Map.entry("room-board:subscribe", fields("locationId")),
            Map.entry("room-board:unsubscribe", fields("locationId")),
            Map.entry("provider-queue:subscribe", fields("providerId")),
            Map.entry("provider-queue:unsubscribe", fields("providerId")),
            Map.entry("vitals:record", List.of("null", "{}", "{\"dataType\":\"heart_rate\",\"value\":\"72\"}")),
            Map.entry("vitals:threshold", List.of("null", "{}", "{\"dataType\":7,\"threshold\":{}}")),
            Map.entry(
                    "call:offer",
                    List.of(
                            "null",
                            "{}",
                            "{\"threadId\":\"ID\",\"to\":\"nurse\"}",
                            "{\"threadId\":\"ID\",\"to\":\"nurse\",\"sdp\":\"v=0\"}",
                            "{\"threadId\":\"STRANGE-THREAD\",\"to\":\"nurse\",\"sdp\":\"v=0\"}")),
            Map.entry(
                    "call:answer",
                    List.of("null", "{}", "{\"callId\":\"ID\",\"sdp\":7}", "{\"callId\":\"ID\",\"sdp\":\"v=0\"}")),
            Map.entry("call:candidate", List.of("null", "{}", "{\"callId\":\"ID\",\"candidate\":7}")),
            Map.entry("call:hangup", List.of("null", "{}", "{\"callId\":7}")),
            Map.entry(
                    "assistant:ask",
                    List.of(
                            "null",
                            "{}",
                            "{\"threadId\":\"ID\",\"text\":7}",
                            "{\"threadId\":\"ID\",\"text\":\"x\"}",
                            "{\"threadId\":\"STRANGE-THREAD\",\"text\":\"x\"}")),
            Map.entry("assistant:cancel", ids("threadId")),
            Map.entry("ambient:join", ids("recordingId")),
            Map.entry("ambient:leave", fields("recordingId")),
            Map.entry("ambient:recording-complete", ids("recordingId")),
            Map.entry(
                    "ambient:audio-chunk",
                    List.of(
                            "null",
                            "{}",
                            "{\"recordingId\":\"OWN\"}",
                            chunk("OWN", "-1", "\"audio/webm\""),
                            chunk("OWN", "1.5", "\"audio/webm\""),
                            chunk("OWN", "1e12", "\"audio/webm\""),
                            chunk("OWN", "\"0\"", "\"audio/webm\""),
                            chunk("OWN", "0", "7"),
                            chunk("OWN", "0", "\"text/html\""),
                            chunk("OWN", "0", "\"audio/webm\\r\\nx: y\""),
                            chunk("OWN", "0", "\"audio/webm\""),
                            "{\"recordingId\":\"OWN\",\"chunkIndex\":0,\"data\":\"AAAA\"}",
                            "{\"recordingId\":\"OWN\",\"chunkIndex\":0,\"data\":{\"_placeholder\":true,\"num\":0}}",
                            "{\"recordingId\":\"OWN\",\"chunkIndex\":0,\"data\":{\"_placeholder\":true,\"num\":-1}}")));

    private final TenantId tenant = new TenantId("bad-" + UUID.randomUUID());
    private final TenantId elsewhere = new TenantId("bad-" + UUID.randomUUID());
    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(50, 50, 50), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final ClientFeatures features =
            TestFeatures.over(database, TestPublishers.over(database, hub::deliver), clock);
    private final Dialect dialect = TestDialects.standard(hub, features, clock);
    private final CommandTable commands = StandardCommandTable.over(hub, features, clock);
    private final String strangeThread = features.messaging()
            .create(
                    Callers.caller(elsewhere, "doctor", Role.DOCTOR),
                    new ThreadForm(Optional.empty(), Optional.empty(), Set.of()))
            .id();
    private final TestClient client = client("client", tenant, "doctor", Role.DOCTOR);
    private final TestClient witness = client("witness", tenant, "nurse", Role.NURSE);

    @BeforeEach
    void everybodyIsThere() {
        client.takeReceived();
        witness.takeReceived();
    }

    private static List<String> ids(String field) {
        List<String> all = new ArrayList<>(fields(field));
        all.add("{\"" + field + "\":\"ID\"}");
        return all;
    }

    private static List<String> fields(String field) {
        return List.of(
                "null",
                "{}",
                "{\"" + field + "\":null}",
                "{\"" + field + "\":7}",
                "{\"" + field + "\":\" \"}",
                "{\"" + field + "\":" + LONG + "}",
                "{\"" + field + "\":{\"" + field + "\":\"x\"}}");
    }

    private static String chunk(String recording, String index, String type) {
        return "{\"recordingId\":\"" + recording + "\",\"chunkIndex\":" + index + ",\"mimeType\":" + type + "}";
    }

    private TestClient client(String id, TenantId clinic, String user, Role role) {
        TestClient connected = new TestClient(
                id, Callers.caller(clinic, user, role), hub, new TextEncoding(dialect::render), dialect::receive);
        dialect.connected(connected.session());
        connected.runWorkers();
        connected.takeReceived();
        return connected;
    }

    private String filled(String argument) {
        return argument.replace("STRANGE-THREAD", strangeThread)
                .replace("STRANGE-PATIENT", strangePatient())
                .replace("OWN", "rec-own")
                .replace("\"ID\"", "\"no-such-id\"");
    }

    private String strangePatient() {
        PatientSnapshot sample = SampleEvents.PATIENT;
        JdbiPatients patients = new JdbiPatients(database, KeptRecords.ALL);
        if (patients.find(elsewhere, sample.id()).isEmpty()) {
            patients.insert(elsewhere, sample);
        }
        return sample.id();
    }

    @Test
    void everyCommandIsInTheTable() {
        assertThat(FAULTY.keySet()).isEqualTo(commands.names());
    }

    @TestFactory
    Stream<DynamicTest> aFaultyArgumentIsAnsweredWithACodeAndChangesNothing() {
        return commands.names().stream()
                .flatMap(name -> Stream.concat(NO_ARGUMENT.stream(), FAULTY.get(name).stream())
                        .filter(argument -> !isTaken(name, argument))
                        .map(argument -> DynamicTest.dynamicTest(name + " " + shortened(argument), () -> {
                            refused(name, filled(argument));
                        })));
    }

    /** A thread's id may be any text, even one without a thread: leaving it always succeeds. */
    private static boolean isTaken(String name, String argument) {
        return name.equals("message:leave-thread") && argument.equals("\"ID\"");
    }

    private static String shortened(String argument) {
        return argument.length() > 60 ? argument.substring(0, 60) : argument;
    }

    private void refused(String name, String argument) {
        Set<RoomKey> rooms = client.session().rooms();

        assertThat(client.ask("[\"" + name + "\"," + argument + "]").orElseThrow())
                .matches(ANSWER);

        assertThat(client.session().rooms()).isEqualTo(rooms);
        assertThat(client.takeReceived()).isEmpty();
        witness.runWorkers();
        assertThat(witness.takeReceived()).isEmpty();
        client.send("[\"" + name + "\"," + argument + "]");
        client.runWorkers();
        if (name.startsWith("ambient:")) {
            assertThat(client.takeReceived())
                    .singleElement()
                    .asString()
                    .matches(
                            "\\[\"ambient:error\",\\{(\"recordingId\":\"[ -~]+\",)?\"message\":\"[ -~]+\",\"code\":\"[A-Z_]+\"}]");
        } else {
            assertThat(client.takeReceived())
                    .as("pages show every error event to their user")
                    .isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> bytesAreRefusedWhereNoneBelong() {
        return commands.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    int most = name.equals("ambient:audio-chunk") ? 1 : 0;
                    List<byte[]> attachments = new ArrayList<>();
                    for (int i = 0; i <= most; i++) {
                        attachments.add(new byte[] {1});
                    }

                    client.send("[\"" + name + "\",{\"_placeholder\":true,\"num\":0}]", attachments);

                    client.runWorkers();
                    if (name.startsWith("ambient:")) {
                        assertThat(client.takeReceived())
                                .singleElement()
                                .asString()
                                .contains("INVALID", "attachments: " + (most + 1));
                    } else {
                        assertThat(client.takeReceived()).isEmpty();
                    }
                    assertThat(hub.traffic().rejectedKinds())
                            .contains(new RejectedCommand(Optional.of(name), "INVALID"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> displaysMaySendNothing() {
        TestClient display = client("display", tenant, "screen", Role.DISPLAY);
        return commands.names().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(display.ask("[\"" + name + "\"]").orElseThrow())
                                .contains("\"code\":\"FORBIDDEN\"")));
    }

    @Test
    void audioIsTakenOfWhoJoinedAloneAndAnsweredThatThereIsNoTranscriber() {
        strangePatient();
        new JdbiPatients(database, KeptRecords.ALL).insert(tenant, SampleEvents.PATIENT);
        String id = features.recordings()
                .start(client.session().caller(), SampleEvents.PATIENT.id(), Optional.empty())
                .id();
        String chunk = "[\"ambient:audio-chunk\",{\"recordingId\":\"" + id
                + "\",\"chunkIndex\":0,\"data\":{\"_placeholder\":true,\"num\":0}}]";
        client.send(chunk, List.of(new byte[] {1}));
        assertThat(client.takeReceived())
                .containsExactly("[\"ambient:error\",{\"recordingId\":\"" + id
                        + "\",\"message\":\"recording: not joined\",\"code\":\"CONFLICT\"}]");

        assertThat(witness.ask("[\"ambient:join\",{\"recordingId\":\"" + id + "\"}]")
                        .orElseThrow())
                .contains("NOT_FOUND");
        client.send("[\"ambient:join\",{\"recordingId\":\"" + id + "\"}]");
        client.runWorkers();
        client.send(chunk, List.of(new byte[] {1}));
        client.send(chunk, List.of(new byte[0]));
        client.send("[\"ambient:recording-complete\",{\"recordingId\":\"" + id + "\"}]");
        client.runWorkers();
        client.send("[\"ambient:leave\",{\"recordingId\":\"" + id + "\"}]");

        String at = "\"2026-11-20T15:00:00.250Z\"}]";
        assertThat(client.takeReceived())
                .containsExactly(
                        "[\"ambient:joined\",{\"recordingId\":\"" + id + "\",\"joinedAt\":" + at,
                        "[\"ambient:error\",{\"recordingId\":\"" + id
                                + "\",\"message\":\"live transcription is not configured on this server\","
                                + "\"code\":\"CONFLICT\"}]",
                        "[\"ambient:error\",{\"recordingId\":\"" + id
                                + "\",\"message\":\"data: empty (expected: bytes)\",\"code\":\"INVALID\"}]",
                        "[\"ambient:recording-completed\",{\"recordingId\":\"" + id + "\",\"completedAt\":" + at,
                        "[\"ambient:left\",{\"recordingId\":\"" + id + "\",\"leftAt\":" + at);
        assertThat(dialect.mayRejoin(
                        RoomKey.recording(tenant, id), client.session().caller()))
                .isCompletedWithValue(true);
        assertThat(dialect.mayRejoin(
                        RoomKey.recording(tenant, id), witness.session().caller()))
                .isCompletedWithValue(false);
    }
}
