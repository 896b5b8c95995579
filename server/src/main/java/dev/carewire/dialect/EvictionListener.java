package dev.carewire.dialect;

import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;

/** Notified of sessions that left a room because their user lost the right to be there. */
@FunctionalInterface
public interface EvictionListener {

    /** The session has left the room. Any thread; must not block. */
    void onEvicted(Session session, RoomKey room);
}
