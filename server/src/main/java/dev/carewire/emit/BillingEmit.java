package dev.carewire.emit;

import dev.carewire.event.BillingEvents;
import dev.carewire.event.BillingEvents.InvoiceUpdated;
import dev.carewire.event.BillingEvents.PaymentPosted;
import dev.carewire.event.BillingEvents.PaymentReceived;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.identity.TenantId;

/** Tells a clinic's clients of invoices and payments. As {@link Emit} is for stored data: in the open transaction, and blocking. */
public final class BillingEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
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
