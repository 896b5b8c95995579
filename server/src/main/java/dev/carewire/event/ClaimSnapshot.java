package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A claim to a payer as of one moment.
 *
 * @param claimNumber what is printed on it
 * @param totalChargesCents what the payer is asked for, 0 or more
 * @param payer the payer's id or code
 * @param scrubStatus how the check for formal faults ended, in the clinic's words
 * @param appealStatus how an appeal stands, in the clinic's words
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
        Optional<String> appealStatus) {

    public ClaimSnapshot {
        id = PayloadChecks.id("id", id);
        claimNumber = PayloadChecks.line("claimNumber", claimNumber);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        encounterId = PayloadChecks.id("encounterId", encounterId);
        PayloadChecks.given("status", status);
        PayloadChecks.cents("totalChargesCents", totalChargesCents, 0);
        payer = PayloadChecks.line("payer", payer);
        payerName = PayloadChecks.line("payerName", payerName);
        serviceDate = PayloadChecks.day("serviceDate", serviceDate);
        submittedAt = PayloadChecks.moment("submittedAt", submittedAt);
        scrubStatus = PayloadChecks.line("scrubStatus", scrubStatus);
        denialReason = PayloadChecks.prose("denialReason", denialReason);
        appealStatus = PayloadChecks.line("appealStatus", appealStatus);
    }

    /** Id and state: the rest is personal. */
    @Override
    public String toString() {
        return "ClaimSnapshot[" + id + ", " + status + "]";
    }
}
