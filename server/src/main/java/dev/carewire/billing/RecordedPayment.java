package dev.carewire.billing;

import dev.carewire.event.InvoiceSnapshot;
import dev.carewire.event.PaymentSnapshot;

/**
 * A payment with the invoice that it changed.
 *
 * @param invoice after the payment
 */
public record RecordedPayment(InvoiceSnapshot invoice, PaymentSnapshot payment) {}
