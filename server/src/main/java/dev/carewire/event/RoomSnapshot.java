package dev.carewire.event;

/**
 * A consulting room.
 *
 * @param number the number on its door
 */
public record RoomSnapshot(String id, String name, String number) {}
