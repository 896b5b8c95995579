package dev.carewire.dialect;

import dev.carewire.authorization.RoomStay;
import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import java.util.Optional;

/**
 * A session's stay in a room by its user's own right. It ends when a back end grants the room, whatever that right.
 * It names the session by id, so that it does not keep an ended session in memory.
 */
record SessionStay(Hub hub, String sessionId, RoomKey room) implements RoomStay {

    @Override
    public Optional<Caller> caller() {
        return present().map(Session::caller);
    }

    @Override
    public void evict() {
        present().ifPresent(session -> hub.evict(session, room));
    }

    private Optional<Session> present() {
        return hub.session(sessionId).filter(session -> session.isIn(room) && !session.isGranted(room));
    }
}
