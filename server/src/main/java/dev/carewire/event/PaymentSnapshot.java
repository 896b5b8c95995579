package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A payment as of one moment.
 *
 * @param claimId what was paid, when it was a claim
 * @param amountCents more than 0
 * @param paymentMethod such as {@code cash}, in the clinic's words
 * @param payer who paid, when it was not the patient
 */
public record PaymentSnapshot(
        String id,
        String patientId,
        Optional<String> patientName,
        Optional<String> claimId,
        long amountCents,
        LocalDate paymentDate,
        Optional<String> paymentMethod,
        Optional<String> payer,
        Instant createdAt) {

    public PaymentSnapshot {
        id = PayloadChecks.id("id", id);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        claimId = PayloadChecks.id("claimId", claimId);
        PayloadChecks.cents("amountCents", amountCents, 1);
        paymentDate = PayloadChecks.day("paymentDate", paymentDate);
        paymentMethod = PayloadChecks.line("paymentMethod", paymentMethod);
        payer = PayloadChecks.line("payer", payer);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
    }

    /** The id alone: the rest is personal. */
    @Override
    public String toString() {
        return "PaymentSnapshot[" + id + "]";
    }
}
