package dev.carewire.billing;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What somebody filled in about a payment.
 *
 * @param amountCents required; 1 to what is still owed
 * @param day when it was paid; today if not given, never a day to come
 * @param method such as {@code cash}, in the clinic's words
 * @param payer who paid, when it was not the patient
 */
public record PaymentForm(
        Optional<Long> amountCents, Optional<LocalDate> day, Optional<String> method, Optional<String> payer) {

    /** Nothing: it is personal. */
    @Override
    public String toString() {
        return "PaymentForm[]";
    }
}
