package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A prescription as of one moment.
 *
 * @param status the clinic's word for where it stands, such as {@code pending} or {@code sent}
 */
public record PrescriptionSnapshot(
        String id,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<String> visitId,
        String medication,
        String status,
        Optional<Instant> sentAt,
        Instant createdAt) {

    /** The id alone: the rest is clinical. */
    @Override
    public String toString() {
        return "PrescriptionSnapshot[" + id + "]";
    }
}
