package dev.carewire.queue;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Stores consulting rooms. Every call is limited to one tenant and blocks. */
public interface RoomRepository {

    Optional<RoomSnapshot> find(TenantId tenant, String id);

    /** Adds a room, or replaces the one with that id. */
    void put(TenantId tenant, RoomSnapshot room);
}
