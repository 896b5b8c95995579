package dev.carewire.event;

import java.util.List;

/** Invoices. */
public final class BillingEvents {

    public static final EventType<InvoiceUpdated> INVOICE_UPDATED = new EventType<>(
            "invoice.updated",
            InvoiceUpdated.class,
            Audience.tenantAnd(RoomKey.Kind.INVOICES),
            Delivery.LOGGED,
            Phi.IDENTIFYING,
            "An invoice was written or changed.");

    static final List<EventType<?>> ALL = List.of(INVOICE_UPDATED);

    private BillingEvents() {}

    /** An invoice was written, changed or paid. */
    public record InvoiceUpdated(InvoiceSnapshot invoice) {}
}
