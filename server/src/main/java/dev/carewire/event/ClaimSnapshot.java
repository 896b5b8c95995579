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
        id = Facts.id("id", id);
        claimNumber = Facts.line("claimNumber", claimNumber);
        patientId = Facts.id("patientId", patientId);
        patientName = Facts.line("patientName", patientName);
        encounterId = Facts.id("encounterId", encounterId);
        Facts.given("status", status);
        Facts.cents("totalChargesCents", totalChargesCents, 0);
        payer = Facts.line("payer", payer);
        payerName = Facts.line("payerName", payerName);
        serviceDate = Facts.day("serviceDate", serviceDate);
        submittedAt = Facts.moment("submittedAt", submittedAt);
        scrubStatus = Facts.line("scrubStatus", scrubStatus);
        denialReason = Facts.prose("denialReason", denialReason);
        appealStatus = Facts.line("appealStatus", appealStatus);
    }

    /** Id and state: the rest is personal. */
    @Override
    public String toString() {
        return "ClaimSnapshot[" + id + ", " + status + "]";
    }
}
