package dev.carewire.hub;

/** One session's place in one room of its loop; knows its index, so that leaving moves one entry instead of a search. */
final class Membership {

    final Session session;
    final Room room;
    int index;

    Membership(Session session, Room room, int index) {
        this.session = session;
        this.room = room;
        this.index = index;
    }
}
