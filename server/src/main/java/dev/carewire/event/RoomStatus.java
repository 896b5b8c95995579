package dev.carewire.event;

/** What a consulting room is at the moment. */
public enum RoomStatus implements Worded {
    OCCUPIED,
    EMPTY,
    CLEANING
}
