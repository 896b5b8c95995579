package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The presence lists that a session receives at its start, and when it opens a chart. */
class PresenceListsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T15:00:00.250Z"), ZoneOffset.UTC);
    private static final String AT = "2026-11-20T15:00:00.250Z";

    private final TenantId tenant = new TenantId("presence-" + UUID.randomUUID());
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), CLOCK);
    private final ClientFeatures features =
            TestFeatures.over(database, TestPublishers.over(database, event -> {}, hub::deliver), CLOCK);
    private final Dialect standard = TestDialects.standard(hub, features, CLOCK);
    private final Dialect clinic = TestDialects.clinic(hub, features, CLOCK);
    private final Caller nurse = Callers.caller(tenant, "nurse", Role.NURSE);
    private final Caller doctor = Callers.caller(tenant, "doctor", Role.DOCTOR);

    private TestClient connect(Dialect dialect, String id, Caller caller) {
        TestClient client = new TestClient(id, caller, hub, new TextEncoding(dialect::render), dialect::receive);
        dialect.connected(client.session());
        return client;
    }

    private static String user(Caller caller, String status) {
        return "{\"userId\":\"" + caller.userId() + "\",\"userName\":\"" + caller.name() + "\",\"status\":\"" + status
                + "\",\"lastSeen\":\"" + AT + "\"}";
    }

    private static String viewer(Caller caller) {
        return "{\"userId\":\"" + caller.userId() + "\",\"userName\":\"" + caller.name() + "\",\"startedAt\":\"" + AT
                + "\"}";
    }

    @Test
    void whoComesIsShownWhoIsThere() {
        TestClient first = connect(standard, "s1", nurse);
        assertThat(first.takeReceived()).containsExactly("[\"presence:snapshot\",[" + user(nurse, "online") + "]]");
        first.send("[\"user:status\",\"away\"]");

        TestClient second = connect(standard, "s2", doctor);

        assertThat(second.takeReceived())
                .containsExactly(
                        "[\"presence:snapshot\",[" + user(nurse, "away") + "," + user(doctor, "online") + "]]");
        assertThat(first.takeReceived()).containsExactly("[\"user:online\"," + user(doctor, "online") + "]");
    }

    @Test
    void onlyThoseWhoFollowTheClinicInALanguageThatHasWordsForItAreShown() {
        connect(standard, "s1", nurse);

        assertThat(connect(standard, "s2", Callers.caller(tenant, "pat", Role.PATIENT))
                        .takeReceived())
                .isEmpty();
        assertThat(connect(standard, "s3", Callers.caller(tenant, "screen", Role.DISPLAY))
                        .takeReceived())
                .isEmpty();
        assertThat(connect(clinic, "s4", doctor).takeReceived()).isEmpty();
        Caller stranger = Callers.caller(new TenantId("elsewhere"), "nurse", Role.NURSE);
        assertThat(connect(standard, "s5", stranger).takeReceived())
                .containsExactly("[\"presence:snapshot\",[" + user(stranger, "online") + "]]");
    }

    @Test
    void whoOpensAChartIsShownWhoHasItOpen() {
        String patientId = features.patients()
                .create(
                        nurse,
                        new PatientFormBuilder()
                                .firstName("Edgar")
                                .lastName("Poe")
                                .build())
                .id();
        String open = "[\"patient:viewing\",{\"patientId\":\"" + patientId + "\",\"isViewing\":true}]";
        TestClient first = connect(standard, "s1", nurse);
        TestClient second = connect(standard, "s2", doctor);
        first.takeReceived();
        second.takeReceived();

        first.ask(open);
        assertThat(first.takeReceived())
                .containsExactly("[\"patient:viewers\",{\"patientId\":\"" + patientId + "\",\"viewers\":["
                        + viewer(nurse) + "]}]");
        second.takeReceived();
        second.ask(open);

        assertThat(second.takeReceived())
                .containsExactly("[\"patient:viewers\",{\"patientId\":\"" + patientId + "\",\"viewers\":["
                        + viewer(nurse) + "," + viewer(doctor) + "]}]");
        assertThat(first.takeReceived()).hasSize(1).allMatch(told -> told.startsWith("[\"patient:viewing\","));
    }

    @Test
    void whoMayNotOpenAChartIsShownNothing() {
        TestClient stranger = connect(standard, "s1", nurse);
        stranger.takeReceived();

        assertThat(stranger.ask("[\"patient:viewing\",{\"patientId\":\"unknown\",\"isViewing\":true}]")
                        .orElseThrow())
                .contains("NOT_FOUND");
        assertThat(stranger.takeReceived()).isEmpty();
    }
}
