package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.BillingEvents.INVOICE_UPDATED;
import static dev.carewire.event.BillingEvents.PAYMENT_POSTED;
import static dev.carewire.event.BillingEvents.PAYMENT_RECEIVED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: invoices and payments. Amounts are in cents. */
final class BillingVocabulary {

    private BillingVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        INVOICE_UPDATED,
                        "invoice:updated",
                        (updated, at) -> wrapped("invoice", invoice(updated.invoice()), at))
                .render(
                        PAYMENT_RECEIVED,
                        "payment:received",
                        (received, at) -> wrapped("payment", payment(received.payment()), at))
                .render(
                        PAYMENT_POSTED,
                        "payment:posted",
                        (posted, at) -> timestamped(
                                new JsonObject()
                                        .put("paymentId", posted.paymentId())
                                        .put("patientId", posted.patientId())
                                        .put("amount", posted.amountCents()),
                                at));
    }

    /** That contract knows no invoices; this one has the form of its claims. */
    private static JsonObject invoice(InvoiceSnapshot invoice) {
        return new JsonObject()
                .put("id", invoice.id())
                .put("invoiceNumber", invoice.number())
                .put("patientId", invoice.patient().id())
                .put("patientName", invoice.patient().fullName())
                .put("visitId", invoice.visitId())
                .put("status", invoice.status().wireName())
                .put("total", invoice.totalCents())
                .put("totalPaid", invoice.paidCents())
                .put("createdAt", invoice.createdAt())
                .put("updatedAt", invoice.updatedAt());
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
                .put("createdAt", payment.createdAt());
    }
}
