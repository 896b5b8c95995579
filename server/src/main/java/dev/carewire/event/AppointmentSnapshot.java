package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An appointment as of one moment, with the people in it.
 *
 * @param code the number people use at the desk
 * @param locationId where, in a clinic with several sites
 * @param start when it begins
 * @param end when it should end; after {@code start}
 * @param typeId what kind of visit, as the clinic names it
 * @param queueNumber the ticket drawn at check-in
 */
public record AppointmentSnapshot(
        String id,
        String code,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<String> locationId,
        Optional<String> locationName,
        Instant start,
        Instant end,
        AppointmentStatus status,
        String typeId,
        Optional<String> typeName,
        boolean walkIn,
        Optional<String> queueNumber,
        Optional<String> reason,
        Optional<String> notes,
        Instant createdAt,
        Instant updatedAt) {

    /** Ids and state: the rest is personal. */
    @Override
    public String toString() {
        return "AppointmentSnapshot[" + id + ", " + status + "]";
    }
}
