package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * An invoice as of one moment.
 *
 * @param number the printed number
 * @param totalCents more than 0
 * @param paidCents paid so far, 0 or more
 * @param extra the clinic's further fields
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
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<InvoiceSnapshot> {

    public InvoiceSnapshot {
        id = PayloadChecks.id("id", id);
        number = PayloadChecks.line("number", number);
        PayloadChecks.required("patient", patient);
        visitId = PayloadChecks.id("visitId", visitId);
        PayloadChecks.required("status", status);
        PayloadChecks.cents("totalCents", totalCents, 1);
        PayloadChecks.cents("paidCents", paidCents, 0);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    @Override
    public InvoiceSnapshot withExtra(ExtraFields fields) {
        return new InvoiceSnapshot(
                id, number, patient, visitId, status, totalCents, paidCents, createdAt, updatedAt, fields);
    }

    /** Shows id and state only: the rest is personal. */
    @Override
    public String toString() {
        return "InvoiceSnapshot[" + id + ", " + status + "]";
    }
}
