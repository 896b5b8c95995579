package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A payment as of one moment.
 *
 * @param claimId the paid claim, if any
 * @param amountCents more than 0
 * @param paymentMethod such as {@code cash}, in the clinic's terms
 * @param payer the payer, if not the patient
 * @param extra the clinic's further fields
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
        Instant createdAt,
        ExtraFields extra)
        implements Extensible<PaymentSnapshot> {

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
        PayloadChecks.required("extra", extra);
    }

    @Override
    public PaymentSnapshot withExtra(ExtraFields fields) {
        return new PaymentSnapshot(
                id, patientId, patientName, claimId, amountCents, paymentDate, paymentMethod, payer, createdAt, fields);
    }

    /** Shows the id only: the rest is personal. */
    @Override
    public String toString() {
        return "PaymentSnapshot[" + id + "]";
    }
}
