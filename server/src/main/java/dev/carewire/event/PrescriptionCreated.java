package dev.carewire.event;

/** A prescription was written. */
public record PrescriptionCreated(PrescriptionSnapshot prescription) {}
