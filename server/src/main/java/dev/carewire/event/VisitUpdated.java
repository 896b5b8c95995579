package dev.carewire.event;

/** A visit was opened, changed or closed. */
public record VisitUpdated(VisitSnapshot visit) {}
