package dev.carewire.hub;

/**
 * One session's membership in one room of its loop. It knows its index, so that leaving moves one entry instead of
 * searching.
 */
final class Membership {

    final Session session;
    final Room room;

    /** The newest event when the session joined; only later ones are replayed. */
    final long since;

    int index;

    Membership(Session session, Room room, long since, int index) {
        this.session = session;
        this.room = room;
        this.since = since;
        this.index = index;
    }
}
