package dev.carewire.queue;

import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Stores consulting rooms. Every call is limited to one tenant, joins the thread's open transaction and blocks. */
public interface RoomRepository {

    Optional<RoomSnapshot> find(TenantId tenant, String id);

    /** As {@link #find}; no other transaction changes or removes the room until the open one ends. */
    Optional<RoomSnapshot> lock(TenantId tenant, String id);

    /** By number and id. */
    List<RoomSnapshot> list(TenantId tenant);

    /** The number of rooms. */
    int count(TenantId tenant);

    /**
     * Adds a room.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id
     */
    void insert(TenantId tenant, RoomSnapshot room);

    /**
     * Adds a room, or replaces the one with that id.
     *
     * @return whether the room is new
     */
    boolean put(TenantId tenant, RoomSnapshot room);

    /** Replaces the room with this id. */
    void update(TenantId tenant, RoomSnapshot room);

    /** Whether an entry of the waiting queue that is not final names the room; false if the server does not keep the queue. */
    boolean isInUse(TenantId tenant, String id);

    /**
     * Removes a room.
     *
     * @return false if there is none with that id
     */
    boolean remove(TenantId tenant, String id);
}
