package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.dialect.NodeRooms.Concerned;
import dev.carewire.dialect.clinic.ClinicFamily;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.standard.StandardFamily;
import dev.carewire.event.RoomKey;
import dev.carewire.event.RoomKey.Kind;
import dev.carewire.identity.TenantId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeRoomsTest {

    private static final TenantId TENANT = new TenantId("t-1");

    private final NodeRooms dermApp = new NodeRooms(new StandardFamily().wire(), TENANT);
    private final NodeRooms clinic = new NodeRooms(new ClinicFamily().wire(), TENANT);

    @ParameterizedTest
    @CsvSource({
        "tenant:t-1, TENANT, ''",
        "tenant:t-1:module:appt_flow, MODULE, appt_flow",
        "user:dr-chen, USER, dr-chen",
        "thread:9, THREAD, 9",
        "patient:p-1, PATIENT, p-1",
        "patient-flow:t-1, PATIENT_FLOW, ''",
        "patient-flow:t-1:north, PATIENT_FLOW, north",
        "room-board:t-1:north, ROOM_BOARD, north",
        "provider-queue:t-1:dr-chen, PROVIDER_QUEUE, dr-chen",
        "ambient:recording:r-1, RECORDING, r-1",
        "a room of the application, BACK_END, a room of the application",
    })
    void mapsTheRoomsOfDermAppInBothDirections(String name, Kind kind, String id) {
        RoomKey room = new RoomKey(TENANT, kind, id);

        assertThat(dermApp.rooms(name)).containsExactly(room);
        assertThat(dermApp.name(room)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "queue:t-1, QUEUE",
        "appointments:t-1, APPOINTMENTS",
        "visits:t-1, VISITS",
        "prescriptions:t-1, PRESCRIPTIONS",
        "invoices:t-1, INVOICES",
    })
    void mapsTheRecordsOfTheClinicSystemToTheirSubscribersAndAllStaff(String name, Kind kind) {
        RoomKey room = RoomKey.entity(TENANT, kind);

        assertThat(clinic.rooms(name)).containsExactly(room, RoomKey.tenant(TENANT));
        assertThat(clinic.name(room)).contains(name);
    }

    @Test
    void namesTheTenantsRoomOfTheClinicSystemAfterTheTenant() {
        assertThat(clinic.rooms("patients:t-1")).containsExactly(RoomKey.tenant(TENANT));
        assertThat(clinic.name(RoomKey.tenant(TENANT))).contains("tenant:t-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant:t-2",
                "tenant:t-2:module:appt_flow",
                "patient-flow:t-2",
                "room-board:t-2:north",
                "provider-queue:t-11:dr-chen",
                "user:",
                "thread: ",
                "",
                "line\nbreak"
            })
    void knowsNoRoomOfAnotherClinicAndNoInvalidName(String name) {
        assertThat(dermApp.rooms(name)).isEmpty();
        assertThat(dermApp.concerned(Set.of(name), Set.of())).isEmpty();
    }

    @Test
    void namesNoRoomOfAnotherClinic() {
        assertThat(dermApp.name(RoomKey.thread(new TenantId("t-2"), "9"))).isEmpty();
        assertThat(dermApp.name(RoomKey.entity(TENANT, Kind.DISPLAY))).isEmpty();
    }

    @Test
    void concernsAllSessionsOnlyWithoutAName() {
        assertThat(dermApp.concerned(Set.of(), Set.of("user:dr-chen", "tenant:t-2")))
                .contains(new Concerned(Set.of(), Set.of(RoomKey.user(TENANT, "dr-chen"))));
        assertThat(dermApp.concerned(Set.of("thread:9", "tenant:t-2"), Set.of()))
                .contains(new Concerned(Set.of(RoomKey.thread(TENANT, "9")), Set.of()));
        assertThat(dermApp.concerned(Set.of("tenant:t-2"), Set.of())).isEqualTo(Optional.empty());
    }

    @Test
    void rejectsFamiliesWithoutSocketIo() {
        assertThatThrownBy(() -> new NodeRooms(new HealthmateFamily().wire(), TENANT))
                .hasMessageContaining("wire: healthmate (expected:");
    }
}
