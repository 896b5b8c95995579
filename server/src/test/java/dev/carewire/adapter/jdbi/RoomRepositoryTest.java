package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.RoomSnapshot;
import org.junit.jupiter.api.Test;

class RoomRepositoryTest extends ClinicTest {

    RoomRepositoryTest(TestDatabases which) {
        super(which);
    }

    @Test
    void addsReplacesAndKeepsTenantsApart() {
        RoomSnapshot renamed = new RoomSnapshot(ROOM.id(), "Treatment", "202");
        roomRepository.put(tenant, new RoomSnapshot("room-2", "Laboratory", "102"));
        roomRepository.put(tenant, renamed);

        assertThat(roomRepository.find(tenant, ROOM.id())).contains(renamed);
        assertThat(roomRepository.find(otherTenant, ROOM.id())).contains(ROOM);
        assertThat(roomRepository.find(otherTenant, "room-2")).isEmpty();
    }
}
