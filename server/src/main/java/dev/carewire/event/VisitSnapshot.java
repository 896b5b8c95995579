package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A patient's visit to a doctor as of one moment.
 *
 * @param prescriptions written during the visit, oldest first; only the newest of very many
 * @param extra the clinic's further fields
 */
public record VisitSnapshot(
        String id,
        String code,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        VisitStatus status,
        Optional<String> appointmentId,
        Optional<String> queueEntryId,
        Optional<String> chiefComplaint,
        Optional<String> notes,
        Instant openedAt,
        Optional<Instant> closedAt,
        Instant createdAt,
        Instant updatedAt,
        List<PrescriptionSnapshot> prescriptions,
        ExtraFields extra)
        implements Extensible<VisitSnapshot> {

    public VisitSnapshot {
        prescriptions = List.copyOf(prescriptions);
        PayloadChecks.required("extra", extra);
    }

    /** The same visit with these prescriptions. */
    public VisitSnapshot withPrescriptions(List<PrescriptionSnapshot> written) {
        return new VisitSnapshot(
                id,
                code,
                patient,
                doctor,
                status,
                appointmentId,
                queueEntryId,
                chiefComplaint,
                notes,
                openedAt,
                closedAt,
                createdAt,
                updatedAt,
                written,
                extra);
    }

    @Override
    public VisitSnapshot withExtra(ExtraFields fields) {
        return new VisitSnapshot(
                id,
                code,
                patient,
                doctor,
                status,
                appointmentId,
                queueEntryId,
                chiefComplaint,
                notes,
                openedAt,
                closedAt,
                createdAt,
                updatedAt,
                prescriptions,
                fields);
    }

    /** Shows ids and state only: the rest is clinical. */
    @Override
    public String toString() {
        return "VisitSnapshot[" + id + ", " + status + "]";
    }
}
