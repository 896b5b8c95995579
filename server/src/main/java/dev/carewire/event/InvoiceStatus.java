package dev.carewire.event;

/** The payment state of an invoice. */
public enum InvoiceStatus implements WireNamed {
    /** Nothing has been paid. */
    UNPAID,
    /** A part has been paid. */
    PARTIAL,
    PAID,
    /** The debt was canceled. */
    CANCELLED
}
