package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fuzz.FaultDetector;
import dev.carewire.fuzz.Fuzz;
import dev.carewire.fuzz.FuzzRandom;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.log.RingLimits;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * In both families, a malformed message gets one response with an error code, and the next message is answered as
 * usual.
 */
@Tag("fuzz")
class HostileMessagesTest {

    private static final TenantId TENANT = new TenantId("fuzz-" + UUID.randomUUID());

    private static final List<String> NAMES = List.of(
            "message:join-thread",
            "message:leave-thread",
            "message:typing",
            "call:offer",
            "call:answer",
            "call:candidate",
            "call:hangup",
            "assistant:ask",
            "assistant:cancel",
            "user:status",
            "patient:viewing",
            "vitals:record",
            "vitals:threshold",
            "subscribe:queue",
            "unsubscribe:visits",
            "subscribe:appointments",
            "subscribe:visits",
            "subscribe:invoices",
            "ping",
            "no:such-event");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-0",
            "1e999999999",
            "-9223372036854775809",
            "9".repeat(120),
            "0.1",
            "\"\"",
            "\"THREAD\"",
            "\"online\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"🏥\"",
            "\"" + "x".repeat(200) + "\"",
            "[]",
            "{}",
            "[".repeat(70) + "]".repeat(70),
            "{\"threadId\":\"THREAD\",\"isTyping\":true}",
            "{\"threadId\":{\"threadId\":1},\"isTyping\":\"yes\"}",
            "{\"patientId\":\"p-1\",\"isViewing\":true}",
            "{\"patientId\":[\"p-1\"],\"isViewing\":null}",
            "{\"dataType\":\"heart_rate\",\"value\":72}",
            "{\"dataType\":\"blood_pressure\",\"value\":{\"systolic\":1e400,\"diastolic\":80}}",
            "{\"dataType\":\"heart_rate\",\"threshold\":{\"min\":50,\"max\":[]}}",
            "{\"threadId\":\"THREAD\",\"to\":\"nurse\",\"sdp\":\"v=0\"}",
            "{\"threadId\":\"THREAD\",\"text\":\"How long?\"}",
            "{\"threadId\":\"THREAD\",\"text\":[\"How long?\"]}",
            "{\"callId\":\"\",\"sdp\":{},\"candidate\":{\"candidate\":\"\",\"sdpMLineIndex\":-1}}",
            "{\"callId\":\"c\",\"sdp\":\"v=0\",\"candidate\":{\"candidate\":\"\",\"sdpMid\":null}}",
            "{\"status\":[\"waiting\",[]],\"doctorId\":{}}",
            "{\"date\":\"9999-99-99\",\"status\":7}",
            "{\"a\":1,\"a\":2}",
            "{\"_placeholder\":true,\"num\":0}");

    private static final List<String> VOCABULARY = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "NaN",
            "//",
            "/*",
            "'",
            "\u0000",
            "\ufeff",
            "null",
            "1e9",
            "-",
            "\"_placeholder\"",
            "__proto__");

    private static FaultDetector faults;
    private static String thread;

    private final Database database = TestDatabases.H2.database();
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final ClientFeatures features =
            TestFeatures.over(database, TestPublishers.over(database, hub::deliver), clock);
    private final Messaging messaging = features.messaging();
    private final Caller caller = Callers.caller(TENANT, "doctor", Role.DOCTOR);
    private final TestClient standard = client("standard", TestDialects.standard(hub, features, clock));
    private final TestClient clinic = client("clinic", TestDialects.clinic(hub, features, clock));

    private TestClient client(String id, Dialect dialect) {
        TestClient client = new TestClient(id, caller, hub, new TextEncoding(dialect::render), dialect::receive);
        dialect.connected(client.session());
        return client;
    }

    @BeforeContainer
    static void watch() {
        faults = FaultDetector.watch();
    }

    @AfterContainer
    static void unwatch() {
        faults.close();
    }

    @AfterProperty
    void nothingFailed() {
        faults.assertNone();
    }

    @Property(seed = Fuzz.SEED)
    void everyTextIsJsonOrMalformed(@ForAll String text, @ForAll long seed) {
        parse(text);
        parse(hostile(new FuzzRandom(seed)));
    }

    private static void parse(String text) {
        try {
            assertThat(Json.parse(text).json()).isNotEmpty();
        } catch (MalformedJsonException malformed) {
            assertThat(malformed).hasMessage("malformed JSON");
        }
    }

    @Property(seed = Fuzz.SEED)
    void everyMessageGetsOneCodedAnswer(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        TestClient client = chance.oneIn(2) ? standard : clinic;
        String message = hostile(chance);
        if (chance.oneIn(4)) {
            client.send(message);
            client.runWorkers();
        } else {
            assertThat(client.ask(message).orElseThrow())
                    .matches(
                            "\\[\\{\"success\":true(,\"messageId\":\"[0-9a-f-]+\")?}]|\\[\\{\"success\":false,\"error\":\"[ -~]+\",\"code\":"
                                    + "\"(INVALID|FORBIDDEN|NOT_FOUND|CONFLICT|OVERLOADED)\"}]");
        }
        client.takeReceived();

        assertThat(clinic.ask("[\"ping\"]")).contains("[{\"success\":true}]");
        assertThat(clinic.takeReceived()).hasSize(1).allMatch(answer -> answer.startsWith("[\"pong\","));
    }

    private String hostile(FuzzRandom chance) {
        StringBuilder text =
                new StringBuilder("[\"").append(chance.choose(NAMES)).append('"');
        for (int i = chance.nextInt(3); i > 0; i--) {
            text.append(',').append(chance.choose(VALUES).replace("THREAD", thread()));
        }
        return chance.mutate(text.append(']').toString(), VOCABULARY);
    }

    /** A thread with the client as a member, so that some messages succeed. */
    private String thread() {
        if (thread == null) {
            thread = messaging
                    .create(caller, new ThreadForm(Optional.empty(), Optional.empty(), Set.of()))
                    .id();
        }
        return thread;
    }
}
