package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.queue.RoomRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.util.EnumSet;
import java.util.Set;
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

    /** An entry from the time before the clinic's own back end kept the queue blocked the room's removal for ever. */
    @Test
    void aQueueThatIsKeptElsewhereUsesNoRoom() {
        queue.create(
                nurse,
                new QueueFormBuilder()
                        .patientId(patient("Tove", "Lindqvist").id())
                        .roomId(ROOM.id())
                        .build());
        Set<RecordKind> withoutQueue = EnumSet.complementOf(EnumSet.of(RecordKind.QUEUE));
        RoomRepository beside = new JdbiRooms(database(), new KeptRecords(withoutQueue));

        assertThat(roomRepository.isInUse(tenant, ROOM.id())).isTrue();
        assertThat(beside.isInUse(tenant, ROOM.id())).isFalse();
    }
}
