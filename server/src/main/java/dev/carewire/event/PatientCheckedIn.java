package dev.carewire.event;

/** A patient arrived for an appointment. */
public record PatientCheckedIn(AppointmentSnapshot appointment) {}
