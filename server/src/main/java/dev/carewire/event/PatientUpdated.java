package dev.carewire.event;

/** A patient's master data changed. */
public record PatientUpdated(PatientSnapshot patient) {}
