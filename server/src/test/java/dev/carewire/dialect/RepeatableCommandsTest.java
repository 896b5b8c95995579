package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.DatabaseTest;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.VitalQueryBuilder;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that a client sends again because their acknowledgments were lost, over another connection as over the same. */
class RepeatableCommandsTest extends DatabaseTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final ClientFeatures features =
            TestFeatures.over(database(), TestPublishers.over(database(), hub::deliver), clock);
    private final Dialect dialect = TestDialects.standard(hub, features, clock);

    RepeatableCommandsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void staff() {
        new JdbiUsers(database(), UserDirectory.OPEN).put(tenant, List.of(member("dana"), member("nia")));
    }

    private static StaffMember member(String id) {
        return new StaffMember(new StaffSnapshot(id, "Dana", "North", Optional.empty(), Optional.empty()), Role.DOCTOR);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private TestClient client(TenantId clinic, String user) {
        return client(dialect, clinic, user);
    }

    private TestClient client(Dialect at, TenantId clinic, String user) {
        TestClient client = new TestClient(
                UUID.randomUUID().toString(),
                Callers.caller(clinic, user, Role.DOCTOR),
                hub,
                new TextEncoding(at::render),
                at::receive);
        at.connected(client.session());
        return client;
    }

    private String thread(TestClient client) {
        return features.messaging()
                .create(client.session().caller(), new ThreadForm(Optional.empty(), Optional.empty(), Set.of("nia")))
                .id();
    }

    private static String ask(TestClient client, String command) {
        return client.ask(command).orElseThrow();
    }

    private String value(TestClient client, String key, int value) {
        return ask(client, """
                ["vitals:record",{"patientId":"pat-1","dataType":"heart_rate","value":%d,"idempotencyKey":"%s"}]
                """.formatted(value, key).strip());
    }

    private int values(TestClient client) {
        return features.vitals()
                .history(
                        client.session().caller(),
                        new VitalQueryBuilder().patientId("pat-1").build())
                .items()
                .size();
    }

    private void addPatient(TestClient client) {
        features.patients()
                .create(
                        client.session().caller(),
                        new PatientFormBuilder()
                                .id("pat-1")
                                .firstName("Pat")
                                .lastName("Poe")
                                .build());
    }

    @Test
    void recordsAValueOnce() {
        TestClient client = client(tenant, "dana");
        addPatient(client);

        assertThat(value(client, "k", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(value(client, "k", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(value(client(tenant, "dana"), "k", 72)).isEqualTo("[{\"success\":true}]");

        assertThat(values(client)).isOne();
        assertThat(value(client(tenant, "nia"), "k", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(value(client, "l", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(values(client)).isEqualTo(3);
    }

    @Test
    void rejectsTheKeyOfAnotherCommand() {
        TestClient client = client(tenant, "dana");
        addPatient(client);
        value(client, "k", 72);

        assertThat(value(client, "k", 73))
                .contains("\"code\":\"CONFLICT\"", "Idempotency-Key: used for another request (expected: a new key)");
        assertThat(value(client, "", 73)).contains("\"code\":\"INVALID\"", "idempotencyKey");
        assertThat(values(client)).isOne();
    }

    @Test
    void runsACommandAnewAfterARejectionAndAfterADay() {
        TestClient client = client(tenant, "dana");
        assertThat(value(client, "k", 72)).contains("\"code\":\"NOT_FOUND\"");
        addPatient(client);

        assertThat(value(client, "k", 72)).isEqualTo("[{\"success\":true}]");
        clock.advance(IdempotentRequests.LIFETIME.plusMillis(1));
        assertThat(value(client, "k", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(values(client)).isEqualTo(2);
    }

    @Test
    void rejectsNewKeysAboveTheirLimitForOneUserOnly() {
        ClientFeatures limited = WiredFeatures.over(
                        database(),
                        TestPublishers.over(database(), hub::deliver),
                        clock,
                        Map.of("CAREWIRE_LIMITS_IDEMPOTENCY_KEYS_PER_USER", "1"))
                .client();
        Dialect node = TestDialects.standard(hub, limited, clock);
        TestClient client = client(node, tenant, "dana");
        addPatient(client);
        assertThat(value(client, "k", 72)).isEqualTo("[{\"success\":true}]");

        assertThat(value(client, "l", 72))
                .isEqualTo("[{\"success\":false,\"error\":\"Idempotency-Key: too many new ones in 24 hours\","
                        + "\"code\":\"TOO_MANY_REQUESTS\"}]");
        assertThat(value(client, "k", 72)).as("a repetition").isEqualTo("[{\"success\":true}]");
        assertThat(value(client(node, tenant, "nia"), "l", 72)).isEqualTo("[{\"success\":true}]");
        assertThat(values(client)).isEqualTo(2);
    }

    @Test
    void asksTheAssistantOnce() {
        TestClient client = client(tenant, "dana");
        String command = "[\"assistant:ask\",{\"threadId\":\"%s\",\"text\":\"Why?\",\"idempotencyKey\":\"k\"}]"
                .formatted(thread(client));

        String first = ask(client, command);

        assertThat(first).contains("\"messageId\":");
        assertThat(ask(client, command)).isEqualTo(first);
    }

    @Test
    void ringsOnce() {
        TestClient client = client(tenant, "dana");
        TestClient callee = client(tenant, "nia");
        String command =
                "[\"call:offer\",{\"threadId\":\"%s\",\"to\":\"nia\",\"sdp\":\"v=0\",\"idempotencyKey\":\"k\"}]"
                        .formatted(thread(client));

        String first = ask(client, command);

        assertThat(first).contains("\"callId\":");
        assertThat(ask(client, command)).isEqualTo(first);
        assertThat(callee.takeReceived())
                .filteredOn(event -> event.startsWith("[\"call:offer\""))
                .hasSize(1);
    }
}
