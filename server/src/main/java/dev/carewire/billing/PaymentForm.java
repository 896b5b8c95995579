package dev.carewire.billing;

import dev.carewire.event.PaymentSnapshot;
import dev.carewire.record.ExtraChange;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Submitted fields of a payment.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param amountCents required; 1 to the remaining debt
 * @param day the day of payment; today by default, never in the future
 * @param method such as {@code cash}, in the clinic's terms
 * @param payer the payer, if not the patient
 * @param extra the change of the fields that the server does not know
 */
public record PaymentForm(
        Optional<String> id,
        Optional<Long> amountCents,
        Optional<LocalDate> day,
        Optional<String> method,
        Optional<String> payer,
        ExtraChange<PaymentSnapshot> extra) {

    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
        return "PaymentForm[]";
    }
}
