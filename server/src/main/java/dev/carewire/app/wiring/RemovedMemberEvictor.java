package dev.carewire.app.wiring;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;

/**
 * Takes the sessions of a user who is no longer a member of a thread out of its room. It follows the tenant's log, so that every
 * message written after the removal finds them gone, on every node.
 */
final class RemovedMemberEvictor {

    private final Hub hub;

    RemovedMemberEvictor(Hub hub) {
        this.hub = hub;
    }

    /** An event was delivered; called in the order of the log. Never blocks. */
    void onDelivered(Event<?> event) {
        if (event.payload() instanceof MemberRemoved removed) {
            RoomKey room = RoomKey.thread(event.tenant(), removed.threadId());
            for (Session session : hub.sessions()) {
                if (session.tenant().equals(event.tenant())
                        && session.caller().userId().equals(removed.userId())) {
                    hub.leave(session, room);
                }
            }
        }
    }
}
