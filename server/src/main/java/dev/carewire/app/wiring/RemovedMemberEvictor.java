package dev.carewire.app.wiring;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;

/**
 * Removes the sessions of a removed member from the thread's room. It processes the tenant's log in order, so that on
 * every node no later message reaches them.
 */
final class RemovedMemberEvictor {

    private final Hub hub;

    RemovedMemberEvictor(Hub hub) {
        this.hub = hub;
    }

    /** Handles a delivered event; called in the order of the log. Never blocks. */
    void onDelivered(Event<?> event) {
        if (event.payload() instanceof MemberRemoved removed) {
            RoomKey room = RoomKey.thread(event.tenant(), removed.threadId());
            for (Session session : hub.sessions()) {
                if (session.tenant().equals(event.tenant())
                        && session.caller().userId().equals(removed.userId())) {
                    hub.evict(session, room);
                }
            }
        }
    }
}
