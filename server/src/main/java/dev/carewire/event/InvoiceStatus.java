package dev.carewire.event;

/** What an invoice still waits for. */
public enum InvoiceStatus implements WireNamed {
    /** Nothing was paid yet. */
    UNPAID,
    /** Something was paid, not all. */
    PARTIAL,
    PAID,
    /** Nothing is owed any more. */
    CANCELLED
}
