package dev.carewire.hub;

import dev.carewire.event.RoomKey;
import java.util.ArrayList;
import java.util.List;

/** The members of a room on one loop, in no order. Owned by that loop. */
final class Room {

    final RoomKey key;
    private final List<Membership> members = new ArrayList<>(2);

    Room(RoomKey key) {
        this.key = key;
    }

    int size() {
        return members.size();
    }

    Session member(int index) {
        return members.get(index).session;
    }

    void add(Session session, long since) {
        Membership membership = new Membership(session, this, since, members.size());
        members.add(membership);
        session.cursor().memberships().add(membership);
    }

    void remove(Membership membership) {
        Membership last = members.remove(members.size() - 1);
        if (last != membership) {
            last.index = membership.index;
            members.set(last.index, last);
        }
        membership.session.cursor().memberships().remove(membership);
    }
}
