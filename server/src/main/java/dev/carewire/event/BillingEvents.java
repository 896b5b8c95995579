package dev.carewire.event;

import java.util.List;

/** Invoices and payments. */
public final class BillingEvents {

    public static final EventType<InvoiceUpdated> INVOICE_UPDATED = new EventType<>(
                    "invoice.updated",
                    InvoiceUpdated.class,
                    Audience.tenantAndEntity(RoomKey.Kind.INVOICES),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "An invoice was created or changed.")
            .stateOf(ReportedRecord.Kind.INVOICE, updated -> updated.invoice().id());

    public static final EventType<PaymentReceived> PAYMENT_RECEIVED = new EventType<>(
                    "payment.received",
                    PaymentReceived.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.IDENTIFYING,
                    "A payment was received.")
            .stateOf(ReportedRecord.Kind.PAYMENT, received -> received.payment().id());

    public static final EventType<PaymentPosted> PAYMENT_POSTED = new EventType<>(
                    "payment.posted",
                    PaymentPosted.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A payment was posted to the patient's account.")
            .changeOf(ReportedRecord.Kind.PAYMENT, posted -> posted.paymentId());

    static final List<EventType<?>> ALL = List.of(INVOICE_UPDATED, PAYMENT_RECEIVED, PAYMENT_POSTED);

    private BillingEvents() {}

    /** An invoice was written, changed or paid. */
    public record InvoiceUpdated(InvoiceSnapshot invoice) {

        public InvoiceUpdated {
            PayloadChecks.required("invoice", invoice);
        }
    }

    /** A payment was received. */
    public record PaymentReceived(PaymentSnapshot payment) {

        public PaymentReceived {
            PayloadChecks.required("payment", payment);
        }
    }

    /**
     * A payment was entered in the patient's account.
     *
     * @param amountCents more than 0
     */
    public record PaymentPosted(String paymentId, String patientId, long amountCents) {

        public PaymentPosted {
            paymentId = PayloadChecks.id("paymentId", paymentId);
            patientId = PayloadChecks.id("patientId", patientId);
            PayloadChecks.cents("amountCents", amountCents, 1);
        }
    }
}
