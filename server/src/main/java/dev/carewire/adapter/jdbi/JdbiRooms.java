package dev.carewire.adapter.jdbi;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.queue.RoomRepository;

/** Stores rooms in the table {@code rooms}. Any thread; blocks. */
public final class JdbiRooms extends RecordTable<RoomSnapshot> implements RoomRepository {

    private static final String SELECT = "SELECT r.id AS room_id, " + SnapshotRows.ROOM_COLUMNS + " FROM rooms r";
    private static final Columns<RoomSnapshot> COLUMNS =
            Columns.id(RoomSnapshot::id).and("name", RoomSnapshot::name).and("door", RoomSnapshot::number);

    /** Uses the table in {@code database}. */
    public JdbiRooms(Database database) {
        super(database, "rooms", "r", SELECT, SnapshotRows::room, COLUMNS);
    }
}
