package dev.carewire.queue;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordLock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The clinic's consulting rooms, to which the waiting queue calls patients. Any thread; every method blocks, never on an
 * event loop.
 */
public final class ConsultingRooms {

    /** Most rooms of a clinic. */
    public static final int MAX_ROOMS = 1_000;

    private static final String KIND = "room";

    private final RoomRepository rooms;
    private final Transactions transactions;

    /** Reads from and writes to {@code rooms}. */
    public ConsultingRooms(RoomRepository rooms, Transactions transactions) {
        this.rooms = rooms;
        this.transactions = transactions;
    }

    /**
     * Lists all rooms of the caller's clinic, by number and id.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records
     */
    public List<RoomSnapshot> list(Caller caller) {
        caller.requireRecordAccess();
        return rooms.list(caller.tenant());
    }

    /**
     * One room.
     *
     * @throws RejectedException {@code FORBIDDEN} without access to records; {@code NOT_FOUND} if the caller's clinic has
     *     none with this id
     */
    public RoomSnapshot get(Caller caller, String id) {
        caller.requireRecordAccess();
        return RecordIds.require(KIND, id, known -> rooms.find(caller.tenant(), known));
    }

    /** As {@link RecordLock#whileLocked}. */
    public <T> Optional<T> whileLocked(Caller caller, String id, Function<RoomSnapshot, T> work) {
        caller.requireDirectoryManagement();
        return transactions.inTransaction(() ->
                RecordIds.find(id, known -> rooms.lock(caller.tenant(), known)).map(work));
    }

    /**
     * Adds a room.
     *
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code INVALID}, naming the
     *     field. {@code CONFLICT} for too many rooms, and if the clinic has a room with this id
     */
    public RoomSnapshot create(Caller caller, RoomForm form) {
        caller.requireDirectoryManagement();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            RoomSnapshot room = form.applyTo(Optional.empty());
            rooms.insert(tenant, room);
            if (rooms.count(tenant) > MAX_ROOMS) {
                throw RejectedException.conflict("rooms: too many (expected: at most " + MAX_ROOMS + " of a clinic)");
            }
            return room;
        });
    }

    /**
     * Changes the fields that the form contains.
     *
     * @throws RejectedException {@code FORBIDDEN} and {@code INVALID} as {@link #create}; {@code NOT_FOUND} if the
     *     caller's clinic has no room with this id
     */
    public RoomSnapshot update(Caller caller, RoomForm form) {
        caller.requireDirectoryManagement();
        TenantId tenant = caller.tenant();
        return transactions.inTransaction(() -> {
            RoomSnapshot before = RecordIds.require(KIND, form.id(), known -> rooms.lock(tenant, known));
            RoomSnapshot after = form.applyTo(Optional.of(before));
            rooms.update(tenant, after);
            return after;
        });
    }

    /**
     * Removes a room. Records that name the room keep the id.
     *
     * @throws RejectedException {@code FORBIDDEN} for all but administrators and back ends; {@code NOT_FOUND} for an
     *     unknown id; {@code CONFLICT} while a patient of the queue is called to the room
     */
    public void remove(Caller caller, String id) {
        caller.requireDirectoryManagement();
        TenantId tenant = caller.tenant();
        transactions.inTransaction(() -> {
            RoomSnapshot room = RecordIds.require(KIND, id, known -> rooms.lock(tenant, known));
            if (rooms.isInUse(tenant, room.id())) {
                throw RejectedException.conflict("room is in use by an entry of the queue");
            }
            return rooms.remove(tenant, room.id());
        });
    }
}
