package dev.carewire.event;

/** What the server promises about an event's delivery. */
public enum Delivery {
    /** May be dropped under pressure and is not written down: typing, viewing, presence. */
    VOLATILE,
    /** Stored with the change it reports and published after the commit, however often the server falls over in between. */
    LOGGED
}
