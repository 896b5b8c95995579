package dev.carewire.event;

/** An invoice was written, changed or paid. */
public record InvoiceUpdated(InvoiceSnapshot invoice) {}
