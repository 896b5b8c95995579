package dev.carewire.event;

/** The delivery guarantee of an event. */
public enum Delivery {
    /** May be dropped under pressure and is not stored: typing, viewing, presence. */
    VOLATILE,
    /** Stored with its change and published after the commit, even across crashes. */
    LOGGED
}
