package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * An appointment as of one moment, with its people.
 *
 * @param code the short number for the desk
 * @param locationId the site, in a clinic with several
 * @param room the consulting room that is booked for it
 * @param start when it begins
 * @param end when it should end; after {@code start}
 * @param typeId the type of visit, by the clinic's own name
 * @param queueNumber the ticket drawn at check-in
 * @param extra the clinic's further fields
 */
public record AppointmentSnapshot(
        String id,
        String code,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<String> locationId,
        Optional<String> locationName,
        Optional<RoomSnapshot> room,
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
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<AppointmentSnapshot> {

    @Override
    public AppointmentSnapshot withExtra(ExtraFields fields) {
        return new AppointmentSnapshot(
                id,
                code,
                patient,
                doctor,
                locationId,
                locationName,
                room,
                start,
                end,
                status,
                typeId,
                typeName,
                walkIn,
                queueNumber,
                reason,
                notes,
                createdAt,
                updatedAt,
                fields);
    }

    /** Shows ids and state only: the rest is personal. */
    @Override
    public String toString() {
        return "AppointmentSnapshot[" + id + ", " + status + "]";
    }
}
