package dev.carewire.queue;

import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Where the consulting rooms are kept. Every call sees one tenant only and blocks. */
public interface RoomRepository {

    Optional<RoomSnapshot> find(TenantId tenant, String id);

    /** Adds a room, or replaces the one of that id. */
    void put(TenantId tenant, RoomSnapshot room);
}
