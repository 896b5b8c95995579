package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.BillingEvents.INVOICE_UPDATED;
import static dev.carewire.event.BillingEvents.PAYMENT_POSTED;
import static dev.carewire.event.BillingEvents.PAYMENT_RECEIVED;

import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: invoices and payments. Amounts are in cents. */
final class BillingVocabulary {

    private BillingVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(INVOICE_UPDATED)
                .modules(EventModules.ACCOUNTS)
                .minimal(without("patientName"))
                .record("invoice:updated", "invoice", updated -> invoice(updated.invoice()));
        rows.event(PAYMENT_RECEIVED)
                .modules(EventModules.ACCOUNTS)
                .minimal(without("patientName", "paymentMethod", "payer"))
                .record("payment:received", "payment", received -> payment(received.payment()));
        rows.event(PAYMENT_POSTED)
                .modules(EventModules.ACCOUNTS)
                .timestamped(
                        "payment:posted",
                        posted -> new JsonObject()
                                .put("paymentId", posted.paymentId())
                                .put("patientId", posted.patientId())
                                .put("amount", posted.amountCents()));
    }

    /** That contract has no invoices; this one has the shape of its claims. */
    private static JsonObject invoice(InvoiceSnapshot invoice) {
        return new JsonObject()
                .put("id", invoice.id())
                .put("invoiceNumber", invoice.number())
                .put("patientId", invoice.patient().id())
                .putKnown("patientName", invoice.patient().fullName())
                .put("visitId", invoice.visitId())
                .put("status", invoice.status().wireName())
                .put("total", invoice.totalCents())
                .put("totalPaid", invoice.paidCents())
                .put("createdAt", invoice.createdAt())
                .put("updatedAt", invoice.updatedAt())
                .putExtra(invoice.extra());
    }

    private static JsonObject payment(PaymentSnapshot payment) {
        return new JsonObject()
                .put("id", payment.id())
                .put("patientId", payment.patientId())
                .put("patientName", payment.patientName())
                .put("claimId", payment.claimId())
                .put("amount", payment.amountCents())
                .put("paymentDate", payment.paymentDate())
                .put("paymentMethod", payment.paymentMethod())
                .put("payer", payment.payer())
                .put("createdAt", payment.createdAt())
                .putExtra(payment.extra());
    }
}
