package dev.carewire.event;

/** A patient was removed. */
public record PatientDeleted(String patientId) {}
