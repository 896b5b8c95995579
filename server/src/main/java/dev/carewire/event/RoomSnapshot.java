package dev.carewire.event;

/**
 * A consulting room.
 *
 * @param number what is written on the door
 */
public record RoomSnapshot(String id, String name, String number) {}
