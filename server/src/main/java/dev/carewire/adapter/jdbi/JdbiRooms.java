package dev.carewire.adapter.jdbi;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.RoomRepository;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code rooms}. Any thread; blocks. */
public final class JdbiRooms implements RoomRepository {

    private final Database database;

    /** Rooms in {@code database}. */
    public JdbiRooms(Database database) {
        this.database = database;
    }

    @Override
    public Optional<RoomSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("r", tenant).compare("r.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                "SELECT " + SnapshotRows.ROOM_COLUMNS + " FROM rooms r" + wanted.sql()))
                        .map((row, context) -> SnapshotRows.room(row))
                        .findOne());
    }

    @Override
    public void put(TenantId tenant, RoomSnapshot room) {
        database.jdbi().useTransaction(handle -> {
            int replaced = write(
                    handle,
                    "UPDATE rooms SET name = :name, door = :door WHERE tenant = :tenant AND id = :id",
                    tenant,
                    room);
            if (replaced == 0) {
                write(
                        handle,
                        "INSERT INTO rooms (tenant, id, name, door) VALUES (:tenant, :id, :name, :door)",
                        tenant,
                        room);
            }
        });
    }

    private static int write(Handle handle, String sql, TenantId tenant, RoomSnapshot room) {
        return handle.createUpdate(sql)
                .bind("tenant", tenant)
                .bind("id", room.id())
                .bind("name", room.name())
                .bind("door", room.number())
                .execute();
    }
}
