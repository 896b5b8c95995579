package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredVitals;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.RepeatableCommands;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.VitalQueryBuilder;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.idempotency.IdempotentCommands;
import dev.carewire.idempotency.TestRequests;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for vitals, and the recipients of their events. */
class VitalsCommandsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T15:00:00.250Z"), ZoneOffset.UTC);
    private static final String SUCCESS = "[{\"success\":true}]";

    private final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final TenantId otherTenant = new TenantId("other-" + UUID.randomUUID());
    private final Database database = TestDatabases.H2.database();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), CLOCK);
    private final WiredVitals features = WiredVitals.over(
            database, TestPublishers.over(database, (LoggedEvent logged) -> hub.deliver(logged), hub::deliver), CLOCK);
    private final CommandTable commands = commands();
    private final Vocabulary vocabulary =
            StandardVocabulary.create(Disclosure.FULL).messages();

    private final TestClient patient = client("s1", tenant, "pat", Role.PATIENT);
    private final TestClient nurse = client("s2", tenant, "nurse", Role.NURSE);
    private final TestClient doctor = client("s3", tenant, "doctor", Role.DOCTOR);
    private final TestClient stranger = client("s4", otherTenant, "pat", Role.PATIENT);

    private CommandTable commands() {
        CommandTable.Builder table = CommandTable.builder(CommandProtocol.ACKNOWLEDGED_EVENTS, hub.traffic());
        new VitalsCommands(
                        features.vitals(),
                        features.thresholds(),
                        new RepeatableCommands(new IdempotentCommands(TestRequests.over(database, CLOCK))))
                .addTo(table);
        return table.build();
    }

    private TestClient client(String id, TenantId clinic, String user, Role role) {
        return new TestClient(
                id, Callers.caller(clinic, user, role), hub, new TextEncoding(vocabulary::render), commands::receive);
    }

    @Test
    void aValueIsTakenAndSeenByThePatientAndByWhoHasTheChartOpenAlone() {
        hub.join(nurse.session(), RoomKey.patient(tenant, "pat"));
        hub.join(stranger.session(), RoomKey.patient(otherTenant, "pat"));

        assertThat(patient.ask("[\"vitals:record\",{\"dataType\":\"heart_rate\",\"value\":130}]"))
                .contains(SUCCESS);

        List<String> seen = patient.takeReceived();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).startsWith("[\"vitals:recorded\",{\"vital\":{\"id\":");
        assertThat(seen.get(1))
                .startsWith("[\"vitals:alert-raised\",")
                .contains("heart_rate value 130 is above maximum threshold 100");
        assertThat(nurse.takeReceived()).isEqualTo(seen);
        assertThat(doctor.takeReceived()).isEmpty();
        assertThat(stranger.takeReceived()).isEmpty();
    }

    @Test
    void valuesAndThresholdsInOtherUnitsAreConverted() {
        assertThat(patient.ask("[\"vitals:record\",{\"dataType\":\"blood_sugar\",\"value\":5.4}]")
                        .orElseThrow())
                .contains("mmol/L", "INVALID");
        assertThat(patient.ask(
                        "[\"vitals:record\",{\"dataType\":\"temperature\",\"value\":38.6,\"unit\":\"\u00b0C\"}]"))
                .contains(SUCCESS);
        assertThat(patient.takeReceived().get(0))
                .contains("\"value\":101.48,\"unit\":\"\u00b0F\",\"original\":{\"value\":38.6,\"unit\":\"\u00b0C\"}");

        assertThat(patient.ask("[\"vitals:threshold\",{\"dataType\":\"blood_sugar\",\"unit\":\"mmol/L\","
                        + "\"threshold\":{\"min\":4,\"max\":7.8}}]"))
                .contains(SUCCESS);
        assertThat(patient.takeReceived().get(0))
                .contains("\"unit\":\"mg/dL\",\"threshold\":{\"min\":72.06,\"max\":140.52}");
    }

    @Test
    void thresholdsAreSetAndTold() {
        assertThat(patient.ask("[\"vitals:threshold\",{\"dataType\":\"blood_pressure\","
                        + "\"threshold\":{\"systolic\":{\"min\":95,\"max\":135}}}]"))
                .contains(SUCCESS);

        assertThat(patient.takeReceived())
                .containsExactly("[\"vitals:threshold-changed\",{\"patientId\":\"pat\",\"dataType\":\"blood_pressure\","
                        + "\"unit\":\"mmHg\",\"threshold\":{\"systolic\":{\"min\":95,\"max\":135},\"diastolic\":{\"min\":60,\"max\":90}},"
                        + "\"changedBy\":\"pat\",\"timestamp\":\"2026-11-20T15:00:00.250Z\"}]");
        assertThat(doctor.takeReceived()).isEmpty();
        assertThat(stranger.takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vitals:record | null | argument | INVALID",
                "vitals:record | [] | argument | INVALID",
                "vitals:record | {} | dataType | INVALID",
                "vitals:record | {\"dataType\":\"heart_rate\"} | value | INVALID",
                "vitals:record | {\"dataType\":\"heart_rate\",\"value\":1e400} | value | INVALID",
                "vitals:record | {\"dataType\":\"weight\",\"value\":70,\"patientId\":\"x\"} | this role | FORBIDDEN",
                "vitals:threshold | {\"dataType\":\"weight\"} | threshold | INVALID",
                "vitals:threshold | {\"threshold\":{\"min\":60}} | dataType | INVALID"
            })
    void refusesWithACodeAndChangesNothing(String command, String argument, String named, String code) {
        String answer = patient.ask("[\"" + command + "\"," + argument + "]").orElseThrow();

        assertThat(answer)
                .startsWith("[{\"success\":false,\"error\":\"" + named)
                .endsWith("\"code\":\"" + code + "\"}]");
        assertThat(patient.takeReceived()).isEmpty();
        assertThat(features.vitals()
                        .history(patient.session().caller(), new VitalQueryBuilder().build())
                        .items())
                .isEmpty();
    }
}
