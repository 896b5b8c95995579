package dev.carewire.dialect.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.TestDialects;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.event.Event;
import dev.carewire.event.FlowEvents;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
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
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowCommandsTest {

    private static final TenantId TENANT = SampleEvents.TENANT;
    private static final String SUCCESS = "[{\"success\":true}]";

    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final Dialect dialect = dialect(TestDatabases.H2.database());
    private final TestClient client = client("s1", Callers.caller(TENANT, "nurse-ada", Role.NURSE));

    private Dialect dialect(Database database) {
        Publisher publisher = TestPublishers.over(database, hub::deliver);
        return TestDialects.standard(hub, TestFeatures.over(database, publisher, clock), clock);
    }

    private TestClient client(String id, Caller caller) {
        return new TestClient(id, caller, hub, new TextEncoding(dialect::render), dialect::receive);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patient-flow | null | PATIENT_FLOW | ''",
                "patient-flow | {} | PATIENT_FLOW | ''",
                "patient-flow | {\"locationId\":\"harbor\"} | PATIENT_FLOW | harbor",
                "room-board | {\"locationId\":\"harbor\"} | ROOM_BOARD | harbor",
                "provider-queue | {\"providerId\":\"dr-chen\"} | PROVIDER_QUEUE | dr-chen"
            })
    void letsStaffFollowAViewAndLeaveItHoweverOften(String view, String argument, RoomKey.Kind kind, String id) {
        RoomKey room = new RoomKey(TENANT, kind, id);
        for (int i = 0; i < 2; i++) {
            assertThat(client.ask("[\"" + view + ":subscribe\"," + argument + "]"))
                    .contains(SUCCESS);
            assertThat(client.session().isIn(room)).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            assertThat(client.ask("[\"" + view + ":unsubscribe\"," + argument + "]"))
                    .contains(SUCCESS);
            assertThat(client.session().isIn(room)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"room-board:subscribe\"]",
                "[\"room-board:subscribe\",{}]",
                "[\"room-board:subscribe\",{\"locationId\":\"\"}]",
                "[\"room-board:unsubscribe\",\"harbor\"]",
                "[\"provider-queue:subscribe\",{\"providerId\":7}]",
                "[\"patient-flow:subscribe\",\"harbor\"]",
                "[\"patient-flow:subscribe\",{\"locationId\":[]}]"
            })
    void refusesWhatNamesNoView(String message) {
        assertThat(client.ask(message).orElseThrow()).contains("\"code\":\"INVALID\"");
        assertThat(client.session().roomCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient-flow", "room-board", "provider-queue"})
    void letsNoPatientFollow(String view) {
        TestClient patient = client("s2", Callers.caller(TENANT, "pat-1", Role.PATIENT));

        assertThat(patient.ask("[\"" + view + ":subscribe\",{\"locationId\":\"harbor\",\"providerId\":\"dr-chen\"}]")
                        .orElseThrow())
                .contains("\"code\":\"FORBIDDEN\"");
        assertThat(patient.session().roomCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = RoomKey.Kind.class,
            names = {"PATIENT_FLOW", "ROOM_BOARD", "PROVIDER_QUEUE"})
    void whoComesBackFollowsOnlyWhileTheyAreStaff(RoomKey.Kind kind) {
        RoomKey room = new RoomKey(TENANT, kind, "harbor");

        assertThat(dialect.mayRejoin(room, Callers.caller(TENANT, "ada", Role.NURSE)))
                .isCompletedWithValue(true);
        assertThat(dialect.mayRejoin(room, Callers.caller(new TenantId("elsewhere"), "ada", Role.NURSE)))
                .isCompletedWithValue(false);
        assertThat(dialect.mayRejoin(room, Callers.caller(TENANT, "ada", Role.PATIENT)))
                .isCompletedWithValue(false);
    }

    @Test
    void aRoomBoardIsToldToWhoHasItOpenAlone() {
        TestClient elsewhere = client("s2", Callers.caller(new TenantId("elsewhere"), "nurse-eve", Role.NURSE));
        TestClient otherSite = client("s3", Callers.caller(TENANT, "nurse-bea", Role.NURSE));
        client.send("[\"room-board:subscribe\",{\"locationId\":\"harbor\"}]");
        elsewhere.send("[\"room-board:subscribe\",{\"locationId\":\"harbor\"}]");
        otherSite.send("[\"room-board:subscribe\",{\"locationId\":\"hill\"}]");
        Event<?> updated = SampleEvents.all().stream()
                .filter(event -> event.type().equals(FlowEvents.ROOM_BOARD_UPDATED))
                .findFirst()
                .orElseThrow();

        hub.deliver(updated);

        assertThat(client.takeReceived()).isEqualTo(dialect.render(updated));
        assertThat(elsewhere.takeReceived()).isEmpty();
        assertThat(otherSite.takeReceived()).isEmpty();
    }
}
