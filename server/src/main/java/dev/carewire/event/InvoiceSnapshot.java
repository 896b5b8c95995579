package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An invoice as of one moment.
 *
 * @param number what is printed on it
 * @param totalCents more than 0
 * @param paidCents what was paid so far, 0 or more
 */
public record InvoiceSnapshot(
        String id,
        String number,
        PatientSnapshot patient,
        Optional<String> visitId,
        InvoiceStatus status,
        long totalCents,
        long paidCents,
        Instant createdAt,
        Instant updatedAt) {

    public InvoiceSnapshot {
        id = Facts.id("id", id);
        number = Facts.line("number", number);
        Facts.given("patient", patient);
        visitId = Facts.id("visitId", visitId);
        Facts.given("status", status);
        Facts.cents("totalCents", totalCents, 1);
        Facts.cents("paidCents", paidCents, 0);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: the rest is personal. */
    @Override
    public String toString() {
        return "InvoiceSnapshot[" + id + ", " + status + "]";
    }
}
