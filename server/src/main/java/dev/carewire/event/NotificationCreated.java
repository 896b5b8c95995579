package dev.carewire.event;

/** A user is to be told something. */
public record NotificationCreated(NotificationSnapshot notification) {}
