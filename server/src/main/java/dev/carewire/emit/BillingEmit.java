package dev.carewire.emit;

import dev.carewire.event.BillingEvents;
import dev.carewire.event.BillingEvents.InvoiceUpdated;
import dev.carewire.event.BillingEvents.PaymentPosted;
import dev.carewire.event.BillingEvents.PaymentReceived;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Publishes events about invoices and payments. Every method joins the open transaction and blocks, like those of
 * {@link Emit} for stored data.
 */
public final class BillingEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public BillingEmit(Emit emit) {
        this.emit = emit;
    }

    public void emitInvoiceUpdate(TenantId tenant, InvoiceSnapshot invoice) {
        emit.publish(tenant, BillingEvents.INVOICE_UPDATED, new InvoiceUpdated(invoice));
    }

    public void emitPaymentReceived(TenantId tenant, PaymentSnapshot payment) {
        emit.publish(tenant, BillingEvents.PAYMENT_RECEIVED, new PaymentReceived(payment));
    }

    public void emitPaymentPosted(TenantId tenant, String paymentId, String patientId, long amountCents) {
        emit.publish(tenant, BillingEvents.PAYMENT_POSTED, new PaymentPosted(paymentId, patientId, amountCents));
    }
}
