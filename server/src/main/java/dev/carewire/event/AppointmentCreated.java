package dev.carewire.event;

/** An appointment was made. */
public record AppointmentCreated(AppointmentSnapshot appointment) {}
