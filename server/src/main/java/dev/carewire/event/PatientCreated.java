package dev.carewire.event;

/** A patient was registered. */
public record PatientCreated(PatientSnapshot patient) {}
