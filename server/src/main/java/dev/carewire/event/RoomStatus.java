package dev.carewire.event;

/** The current state of a consulting room. */
public enum RoomStatus implements WireNamed {
    OCCUPIED,
    EMPTY,
    CLEANING
}
