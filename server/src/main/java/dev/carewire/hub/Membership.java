package dev.carewire.hub;

/** One session's place in one room of its loop; knows its index, so that leaving moves one entry instead of a search. */
final class Membership {

    final Session session;
    final Room room;

    /** The newest event when the session joined: it is replayed none of those up to it. */
    final long since;

    int index;

    Membership(Session session, Room room, long since, int index) {
        this.session = session;
        this.room = room;
        this.since = since;
        this.index = index;
    }
}
