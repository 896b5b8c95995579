package dev.carewire.event;

/** Which list of records a front end has to read again. */
public enum BulkKind implements WireNamed {
    QUEUE,
    APPOINTMENTS,
    VISITS,
    PRESCRIPTIONS,
    INVOICES
}
