package dev.carewire.adapter.jdbi;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.RoomRepository;
import java.util.Optional;

/** The table {@code rooms}. Any thread; blocks. */
public final class JdbiRooms implements RoomRepository {

    private static final String SELECT = "SELECT " + SnapshotRows.ROOM_COLUMNS + " FROM rooms r";
    private static final Columns<RoomSnapshot> COLUMNS =
            Columns.id(RoomSnapshot::id).and("name", RoomSnapshot::name).and("door", RoomSnapshot::number);

    private final RecordTable<RoomSnapshot> table;

    /** Rooms in {@code database}. */
    public JdbiRooms(Database database) {
        this.table = new RecordTable<>(database, "rooms", "r", SELECT, SnapshotRows::room, COLUMNS);
    }

    @Override
    public Optional<RoomSnapshot> find(TenantId tenant, String id) {
        return table.find(tenant, id);
    }

    @Override
    public void put(TenantId tenant, RoomSnapshot room) {
        table.put(tenant, room);
    }
}
