package dev.carewire.event;

/** Which list of records a front end has to read again. */
public enum BulkKind implements Worded {
    QUEUE,
    APPOINTMENTS,
    VISITS,
    PRESCRIPTIONS,
    INVOICES
}
