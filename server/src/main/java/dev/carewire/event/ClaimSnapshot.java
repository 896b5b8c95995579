package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A claim to a payer as of one moment.
 *
 * @param claimNumber the printed number
 * @param totalChargesCents the amount claimed, 0 or more
 * @param payer the payer's id or code
 * @param scrubStatus result of the check for formal errors, in the clinic's terms
 * @param appealStatus state of an appeal, in the clinic's terms
 * @param extra the clinic's further fields
 */
public record ClaimSnapshot(
        String id,
        String claimNumber,
        String patientId,
        Optional<String> patientName,
        Optional<String> encounterId,
        ClaimStatus status,
        long totalChargesCents,
        Optional<String> payer,
        Optional<String> payerName,
        Optional<LocalDate> serviceDate,
        Optional<Instant> submittedAt,
        Optional<String> scrubStatus,
        Optional<String> denialReason,
        Optional<String> appealStatus,
        ExtraFields extra) {

    public ClaimSnapshot {
        id = PayloadChecks.id("id", id);
        claimNumber = PayloadChecks.line("claimNumber", claimNumber);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        encounterId = PayloadChecks.id("encounterId", encounterId);
        PayloadChecks.required("status", status);
        PayloadChecks.cents("totalChargesCents", totalChargesCents, 0);
        payer = PayloadChecks.line("payer", payer);
        payerName = PayloadChecks.line("payerName", payerName);
        serviceDate = PayloadChecks.day("serviceDate", serviceDate);
        submittedAt = PayloadChecks.moment("submittedAt", submittedAt);
        scrubStatus = PayloadChecks.line("scrubStatus", scrubStatus);
        denialReason = PayloadChecks.prose("denialReason", denialReason);
        appealStatus = PayloadChecks.line("appealStatus", appealStatus);
        PayloadChecks.required("extra", extra);
    }

    /** Shows id and state only: the rest is personal. */
    @Override
    public String toString() {
        return "ClaimSnapshot[" + id + ", " + status + "]";
    }
}
