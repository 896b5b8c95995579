package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An invoice as of one moment.
 *
 * @param number what is printed on it
 * @param status the clinic's word for where it stands, such as {@code unpaid} or {@code paid}
 */
public record InvoiceSnapshot(
        String id,
        String number,
        PatientSnapshot patient,
        Optional<String> visitId,
        String status,
        long totalCents,
        long paidCents,
        Instant createdAt,
        Instant updatedAt) {

    /** Id and state: the rest is personal. */
    @Override
    public String toString() {
        return "InvoiceSnapshot[" + id + ", " + status + "]";
    }
}
