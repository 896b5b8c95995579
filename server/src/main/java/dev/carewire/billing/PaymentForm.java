package dev.carewire.billing;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Submitted fields of a payment.
 *
 * @param amountCents required; 1 to the remaining debt
 * @param day the day of payment; today by default, never in the future
 * @param method such as {@code cash}, in the clinic's terms
 * @param payer the payer, if not the patient
 */
public record PaymentForm(
        Optional<Long> amountCents, Optional<LocalDate> day, Optional<String> method, Optional<String> payer) {

    /** Shows nothing: it is personal. */
    @Override
    public String toString() {
        return "PaymentForm[]";
    }
}
