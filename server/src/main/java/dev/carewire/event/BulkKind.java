package dev.carewire.event;

/** The list of records that a front end has to reload. */
public enum BulkKind implements WireNamed {
    QUEUE,
    APPOINTMENTS,
    VISITS,
    PRESCRIPTIONS,
    INVOICES
}
