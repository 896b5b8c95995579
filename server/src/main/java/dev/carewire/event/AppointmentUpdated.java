package dev.carewire.event;

/** Something about an appointment changed: its time, its people or its state. */
public record AppointmentUpdated(AppointmentSnapshot appointment) {}
