package dev.carewire.event;

/** What a consulting room is at the moment. */
public enum RoomStatus implements WireNamed {
    OCCUPIED,
    EMPTY,
    CLEANING
}
