package dev.carewire.adapter.jdbi;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.RoomRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.util.List;
import java.util.Map;

/** Stores rooms in the table {@code rooms}. Any thread; blocks. */
public final class JdbiRooms extends RecordTable<RoomSnapshot> implements RoomRepository {

    private static final String SELECT = "SELECT r.id AS room_id, " + SnapshotRows.ROOM_COLUMNS + " FROM rooms r";
    private static final Columns<RoomSnapshot> COLUMNS =
            Columns.id(RoomSnapshot::id).and("name", RoomSnapshot::name).and("door", RoomSnapshot::number);

    private final KeptRecords kept;

    /** Uses the table in {@code database}; reads the waiting queue only if the server keeps it. */
    public JdbiRooms(Database database, KeptRecords kept) {
        super(database, "rooms", "r", SELECT, SnapshotRows::room, COLUMNS);
        this.kept = kept;
    }

    @Override
    public List<RoomSnapshot> list(TenantId tenant) {
        return select(rows(tenant), " ORDER BY r.door, r.id");
    }

    @Override
    public int count(TenantId tenant) {
        return database.count("SELECT COUNT(*) FROM rooms WHERE tenant = :tenant", Map.of("tenant", tenant));
    }

    @Override
    public boolean isInUse(TenantId tenant, String id) {
        return kept.keeps(RecordKind.QUEUE) && database.count("""
                        SELECT COUNT(*) FROM queue_entries
                        WHERE tenant = :tenant AND room_id = :id AND status IN ('WAITING', 'IN_PROGRESS')
                        """, Map.of("tenant", tenant, "id", id)) > 0;
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return deleteRow(tenant, id);
    }
}
