package dev.carewire.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks the audience of each event. */
class AudienceTest {

    @TestFactory
    List<DynamicTest> noEventLeavesItsTenant() {
        return SampleEvents.all().stream()
                .map(event -> DynamicTest.dynamicTest(
                        event.type().name(),
                        () -> assertThat(event.rooms())
                                .isNotEmpty()
                                .allMatch(room -> room.tenant().equals(SampleEvents.TENANT))))
                .toList();
    }

    @Test
    void aMoveIsToldToTheClinicAndToWhoFollowsItsSite() {
        assertThat(rooms("patient-flow.updated", 0))
                .containsExactly(
                        RoomKey.tenant(SampleEvents.TENANT),
                        RoomKey.patientFlow(SampleEvents.TENANT, ""),
                        RoomKey.patientFlow(SampleEvents.TENANT, "harbor"));
        assertThat(rooms("patient-flow.updated", 1))
                .containsExactly(RoomKey.tenant(SampleEvents.TENANT), RoomKey.patientFlow(SampleEvents.TENANT, ""));
    }

    @Test
    void boardsAndQueuesAreToldToThoseWhoHaveThemOpen() {
        assertThat(rooms("room-board.updated", 0)).containsExactly(RoomKey.roomBoard(SampleEvents.TENANT, "harbor"));
        assertThat(rooms("room.status-changed", 0)).containsExactly(RoomKey.roomBoard(SampleEvents.TENANT, "harbor"));
        assertThat(rooms("provider-queue.updated", 0))
                .containsExactly(RoomKey.providerQueue(SampleEvents.TENANT, "dr-chen"));
    }

    private static List<RoomKey> rooms(String type, int sample) {
        return SampleEvents.all().stream()
                .filter(event -> event.type().name().equals(type))
                .toList()
                .get(sample)
                .rooms();
    }
}
