package dev.carewire.hub;

import dev.carewire.event.RoomKey;

/** Notified when the server removes a session from a room that its client has not left. */
@FunctionalInterface
public interface EvictionListener {

    /** The session has left the room. Any thread; must not block. */
    void onEvicted(Session session, RoomKey room);
}
